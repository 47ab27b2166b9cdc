/** @file Several threads compute the same bits as one, and one that never starts holds up nothing. */
import { afterEach, describe, expect, it } from 'vitest'
import { startNodeThread } from '../../../../testing/nodeThread'
import { Kernels } from '../kernels'
import { attentionBackOperation, attentionOperation } from '../operations/attention'
import { convolutionOperations, formFor } from '../operations/convolution'
import { packPanels } from '../operations/filters'
import type { Operation } from '../operations/operation'
import { storeOperations } from '../operations/store'
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

/** The same in every run. */
function numbers(length: number, seed: number): Float32Array {
  let state = seed
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state / 2 ** 32
  })
}

const SIZE = [12, 12, 24] as const
const IMAGES = 3
const LENGTH = IMAGES * 12 * 12 * 24

/** A convolution and its transpose with a stride, and attention both ways: what they give, after some rounds. */
function compute(kernels: Kernels, rounds = 1): Float32Array {
  const { heap } = kernels
  const packed = packPanels(numbers(9 * 24 * 24, 1), { rows: 3, columns: 3, groups: 1, into: 24, out: 24 }, false, 8)
  const store = (values: Float32Array) => heap.store(values)
  const [values, weights, zeros] = [store(numbers(LENGTH, 2)), store(packed.values), store(new Float32Array(200))]
  const results = Array.from({ length: 4 }, () => store(new Float32Array(3 * LENGTH)))
  const [convolved, turned, attended, gradient] = results as [number, number, number, number]
  const source = {
    ...{ values, weights, packed, size: SIZE, filter: { rows: 3, columns: 3 }, stride: 1, dilation: 1 },
    padding: [1, 1] as const,
  }
  const shape = { images: IMAGES, size: SIZE, form: formFor(24, false), bias: zeros, zeros }
  const attention = {
    ...{ qkv: convolved, bias: 0, zeros, images: IMAGES, height: 12, width: 4, channels: 24, heads: 3 },
    ...{ window: [4, 4] as const, shift: [2, 0] as const, masked: -100 },
  }
  const operations: Operation[] = [
    ...convolutionOperations(
      { ...shape, sources: [{ ...source, isTransposed: false }] },
      { result: convolved, activation: 'gelu' },
    ),
    ...convolutionOperations(
      { ...shape, size: [24, 24, 24], sources: [{ ...source, values: convolved, stride: 2, isTransposed: true }] },
      { result: turned },
    ),
    attentionOperation(attention, { result: attended }),
    attentionBackOperation(attention, attended, { result: gradient }),
  ]
  const scratchStep = Math.max(...operations.map(({ scratchBytes }) => scratchBytes))
  const scratch = heap.allocate(scratchStep * 8)
  const { lists } = storeOperations(heap, [operations])
  const list = { ...(lists[0] as { operations: number; count: number }), scratch, scratchStep }
  for (let round = 0; round < rounds; round++) kernels.run(list)
  return Float32Array.from(results.flatMap((address) => [...heap.floats(address, LENGTH)]))
}

describe('threads of the kernels', () => {
  it('compute the same bits, however many they are', async () => {
    const expected = compute(await Kernels.start('plain'))
    expect(expected.every((value) => Number.isFinite(value))).toBe(true)
    for (const count of [1, 2, 3, 5]) {
      const kernels = await startKernels(count)
      expect(kernels.threadCount).toBe(count)
      expect(compute(kernels)).toEqual(expected)
    }
  })

  it('go on from run to run', async () => {
    const expected = compute(await Kernels.start('plain'))
    expect(compute(await startKernels(3), 300)).toEqual(expected)
  })

  it('are done without where they do not start in time', async () => {
    const never: StartThread = () => ({ ready: new Promise(() => {}), terminate: () => {} })
    const kernels = await startKernels(4, never)
    expect(kernels.threadCount).toBe(1)
    expect(compute(kernels)).toEqual(compute(await Kernels.start('plain')))
  })

  it('hold up nothing where one says that it is ready and never comes', async () => {
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
