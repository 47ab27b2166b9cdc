/** @file Operations on tensors of tfjs, run once: their values are copied to the kernels' memory and back. */
import * as tf from '../../tf'
import type { Kernels } from './kernels'
import type { Operation } from './operations/operation'
import type { WasmMemory } from './wasmMemory'

/** Of two vectors, and what a panel may read beyond the last value. */
const ALIGNMENT = 32
const SLACK = 64
/** A panel may be wider than what is left of the channels. */
const PANEL = 8

export interface OneOff {
  readonly inputs: readonly tf.TensorInfo[]
  readonly outShape: readonly number[]
  /** The most channels that anything reads or gives. */
  readonly channels: number
  /** Float32 values that it writes on beside inputs and output, by size. */
  readonly temporaries: readonly number[]
  readonly operations: (places: {
    readonly inputs: readonly number[]
    readonly temporaries: readonly number[]
    readonly result: number
    /** As many zeros as there are channels, up to whole panels. */
    readonly zeros: number
  }) => readonly Operation[]
}

const lengthOf = ({ shape }: Pick<tf.TensorInfo, 'shape'>) => tf.util.sizeFromShape(shape)

/** @param backend tfjs's */
export function runOnce(
  kernels: Kernels,
  backend: unknown,
  { inputs, outShape, channels, temporaries, operations }: OneOff,
): tf.TensorInfo {
  const memory = backend as WasmMemory
  const { heap } = kernels
  const zeroCount = channels + PANEL
  const lengths = [zeroCount, ...inputs.map(lengthOf), ...temporaries, tf.util.sizeFromShape([...outShape])]
  const sizes = lengths.map((length) => Math.ceil((length * 4) / ALIGNMENT) * ALIGNMENT)
  const arena = heap.reserveArena(sizes.reduce((sum, size) => sum + size, SLACK))
  let next = arena
  const addresses = sizes.map((size) => {
    const address = next
    next += size
    return address
  })
  const [zeros, ...rest] = addresses as [number, ...number[]]
  const inputPlaces = rest.slice(0, inputs.length)
  const result = rest.at(-1) as number
  heap.floats(zeros, zeroCount).fill(0)
  for (const [i, input] of inputs.entries()) {
    heap.floats(inputPlaces[i] as number, lengthOf(input)).set(memory.typedArrayFromHeap<Float32Array>(input))
  }
  kernels.runNow(operations({ inputs: inputPlaces, temporaries: rest.slice(inputs.length, -1), result, zeros }))
  const out = memory.makeOutput([...outShape], 'float32')
  // Views are taken after the output, for which tfjs's memory may have moved.
  memory.typedArrayFromHeap<Float32Array>(out).set(heap.floats(result, lengthOf(out)))
  return out
}
