/** @file Several threads compute the same bits as one, and one that never starts holds up nothing. */
import { afterEach, describe, expect, it } from 'vitest'
import { computeOperations as compute } from '../../../../testing/kernelOperations'
import { startNodeThread } from '../../../../testing/nodeThread'
import { Kernels } from '../kernels'
import { bestThreadCount, leastForTheTime } from './measure'
import type { StartThread } from './pool'

const started: Kernels[] = []
afterEach(() => {
  for (const kernels of started.splice(0)) kernels.dispose()
})

async function startKernels(threads: number, start: StartThread = startNodeThread): Promise<Kernels> {
  const kernels = await Kernels.start('plainShared')
  started.push(kernels)
  await kernels.startThreads(threads, start)
  return kernels
}

describe('threads of the kernels', () => {
  it('compute the same bits, whatever their number', async () => {
    const expected = compute(await Kernels.start('plain'))
    expect(expected.every((value) => Number.isFinite(value))).toBe(true)
    for (const count of [1, 2, 3, 5]) {
      const kernels = await startKernels(count)
      expect(kernels.threadCount).toBe(count)
      expect(compute(kernels)).toEqual(expected)
    }
  })

  it('continue from run to run', async () => {
    const expected = compute(await Kernels.start('plain'))
    expect(compute(await startKernels(3), 300)).toEqual(expected)
  })

  it('are left out if they do not start in time', async () => {
    const never: StartThread = () => ({ ready: new Promise(() => {}), terminate: () => {} })
    const kernels = await startKernels(4, never)
    expect(kernels.threadCount).toBe(1)
    expect(compute(kernels)).toEqual(compute(await Kernels.start('plain')))
  })

  it('do not hold up a run if one reports ready and never works', async () => {
    const silent: StartThread = () => ({ ready: Promise.resolve(), terminate: () => {} })
    const kernels = await startKernels(2, silent)
    expect(kernels.threadCount).toBe(2)
    expect(compute(kernels)).toEqual(compute(await Kernels.start('plain')))
  })

  it('are as many as make it faster', async () => {
    const timed = (...times: number[]) => times.map((time, i) => ({ count: 2 ** i, time }))
    expect(leastForTheTime(timed(10, 5.2, 2.8))).toBe(4)
    expect(leastForTheTime(timed(10, 5.2, 5.1))).toBe(2)
    expect(leastForTheTime(timed(10, 9.8, 9.7))).toBe(1)
    expect([1, 2]).toContain(bestThreadCount(await startKernels(2)))
  })
})
