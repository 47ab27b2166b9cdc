import { beforeEach, expect, it, type MockInstance, vi } from 'vitest'
import * as gpuQueue from '../../backend/gpuQueue'
import { UNCONTROLLED } from '../../jobControl'
import type { Tensor } from '../../tf'
import { Pacing } from './pacing'

let now = 0
let waits: MockInstance<typeof gpuQueue.waitForGpu>

/** Makes `steps` that take `ms` each on the GPU, as is seen when it is waited for; returns after which it was. */
async function pace(pacing: Pacing, steps: number, ms: number): Promise<number[]> {
  const waitedAfter: number[] = []
  let queued = 0
  waits.mockImplementation(async () => {
    now += queued * ms
    queued = 0
  })
  const newest = {} as Tensor
  for (let step = 1; step <= steps; step++) {
    queued++
    const before = waits.mock.calls.length
    await pacing.afterStep(newest)
    if (waits.mock.calls.length > before) waitedAfter.push(step)
  }
  return waitedAfter
}

beforeEach(() => {
  now = 1000
  waits = vi.spyOn(gpuQueue, 'waitForGpu')
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})

it('keeps at most 50 ms of work queued on the GPU, once a step’s time is known', async () => {
  expect(await pace(new Pacing(UNCONTROLLED, 100), 12, 10)).toEqual([1, 6, 11])
})

it('waits after every step if one alone takes longer', async () => {
  expect(await pace(new Pacing(UNCONTROLLED, 100), 4, 80)).toEqual([1, 2, 3, 4])
})

it('queues at most 32 steps, however quick they are', async () => {
  expect(await pace(new Pacing(UNCONTROLLED, 100), 70, 0.01)).toEqual([1, 33, 65])
})

it('adapts to a GPU that slows down', async () => {
  const pacing = new Pacing(UNCONTROLLED, 100)
  expect(await pace(pacing, 6, 10)).toEqual([1, 6])
  expect(await pace(pacing, 8, 40)).toEqual([5, 6, 7, 8])
})

it('reports at most every 8 ms', async () => {
  const checkpoint = vi.fn(async () => {})
  const pacing = new Pacing({ checkpoint }, 100)
  for (let i = 0; i < 33; i++) {
    pacing.advance(1)
    now += 1
    await pacing.report()
  }
  expect(checkpoint.mock.calls).toEqual([
    [1, 100],
    [9, 100],
    [17, 100],
    [25, 100],
    [33, 100],
  ])
})
