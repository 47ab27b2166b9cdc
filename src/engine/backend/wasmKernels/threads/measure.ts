/** @file Measures how many threads are worth using: two threads on one core are often no faster than one. */
import { largestOf, smallestOf } from '../../../../numbers/extremes'
import type { Kernels, OperationList } from '../kernels'
import { convolutionOperations, formFor } from '../operations/convolution'
import { packPanels } from '../operations/filters'
import { storeOperations } from '../operations/store'

/** A convolution of some milliseconds on one thread. */
const SIDE = 32
const CHANNELS = 64
const RUNS = 4
/** More threads must be faster by this factor to be used. */
const GAIN = 0.95

/** Candidates: all available threads, half of them, or one. */
export function bestThreadCount(kernels: Kernels): number {
  const most = kernels.threadCount
  if (most === 1) return 1
  const { list, release } = probe(kernels, most)
  const candidates = [...new Set([most, Math.ceil(most / 2), 1])]
  const times = candidates.map((count) => {
    kernels.threadCount = count
    return smallestOf(Array.from({ length: RUNS }, () => timeOf(() => kernels.run(list))))
  })
  release()
  return leastForTheTime(candidates.map((count, i) => ({ count, time: times[i] as number })))
}

/** The fewest threads beyond which more gain little. */
export function leastForTheTime(measured: readonly { readonly count: number; readonly time: number }[]): number {
  const fewestFirst = measured.toSorted((a, b) => a.count - b.count)
  return fewestFirst.reduce((best, one) => (one.time < best.time * GAIN ? one : best)).count
}

function timeOf(work: () => void): number {
  const begin = performance.now()
  work()
  return performance.now() - begin
}

function probe({ heap }: Kernels, threads: number) {
  const filter = new Float32Array(9 * CHANNELS * CHANNELS)
  const packed = packPanels(
    filter,
    { rows: 3, columns: 3, groups: 1, inChannels: CHANNELS, outChannels: CHANNELS },
    false,
    8,
  )
  const image = new Float32Array(SIDE * SIDE * CHANNELS)
  const [values, result, weights] = [heap.store(image), heap.store(image), heap.store(packed.values)]
  const zeros = heap.store(new Float32Array(2 * CHANNELS))
  const size = [SIDE, SIDE, CHANNELS] as const
  const source = {
    ...{ values, weights, packed, size, filter: { rows: 3, columns: 3 }, stride: 1, dilation: 1 },
    ...{ padding: [1, 1] as const, isTransposed: false },
  }
  const shape = { images: 1, size, form: formFor(CHANNELS, false), sources: [source], bias: zeros, zeros }
  const operations = convolutionOperations(shape, { result })
  const scratchStep = largestOf(operations.map(({ scratchBytes }) => scratchBytes))
  const scratch = heap.allocate(scratchStep * threads)
  const { block, lists } = storeOperations(heap, [operations])
  const list: OperationList = { ...(lists[0] as { operations: number; count: number }), scratch, scratchStep }
  const release = () => {
    for (const address of [values, result, weights, zeros, scratch, block]) heap.release(address)
  }
  return { list, release }
}
