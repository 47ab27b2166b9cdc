/** @file Some operations of wasm's own kernels, for comparing their builds and numbers of threads. */
import type { Kernels } from '../engine/backend/wasmKernels/kernels'
import { attentionBackOperation, attentionOperation } from '../engine/backend/wasmKernels/operations/attention'
import { convolutionOperations, formFor } from '../engine/backend/wasmKernels/operations/convolution'
import { packPanels } from '../engine/backend/wasmKernels/operations/filters'
import type { Operation } from '../engine/backend/wasmKernels/operations/operation'
import { storeOperations } from '../engine/backend/wasmKernels/operations/store'

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
export function computeOperations(kernels: Kernels, rounds = 1): Float32Array {
  const { heap } = kernels
  const packed = packPanels(
    numbers(9 * 24 * 24, 1),
    { rows: 3, columns: 3, groups: 1, inChannels: 24, outChannels: 24 },
    false,
    8,
  )
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
