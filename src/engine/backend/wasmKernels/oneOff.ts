/** @file Operations on tensors of tfjs, run once: their values are copied to the kernels' memory and back. */
import * as tf from '../../tf'
import type { Kernels } from './kernels'
import type { Operation } from './operations/operation'
import type { WasmMemory } from './wasmMemory'

/** Two vectors, plus what a panel may read beyond the last value. */
const ALIGNMENT = 32
const SLACK = 64
/** A panel may be wider than what is left of the channels. */
const PANEL = 8

export interface OneOff {
  readonly inputs: readonly tf.TensorInfo[]
  readonly outShape: readonly number[]
  /** The largest number of channels read or written. */
  readonly channels: number
  /** Sizes of temporary buffers, in float32 values. */
  readonly temporaries: readonly number[]
  readonly operations: (places: {
    readonly inputs: readonly number[]
    readonly temporaries: readonly number[]
    readonly result: number
    /** Zeros, one per channel, padded to whole panels. */
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
  // Views are created after the output, whose allocation may move tfjs's memory.
  memory.typedArrayFromHeap<Float32Array>(out).set(heap.floats(result, lengthOf(out)))
  return out
}
