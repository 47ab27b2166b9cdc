/**
 * @file A faster Slice for the wasm backend, on which unstack, split, padding's
 * gradient and the strided windows rest. Its own (tfjs 4.22) first copies the
 * whole source out of the module's memory, whatever part is asked for.
 */
import * as tf from '../../tf'
import type { WasmMemory } from './wasmMemory'

type Values = Float32Array | Int32Array | Uint8Array

/** Below this many values a loop beats `set`, which makes a view each time. */
const WORTH_A_VIEW = 64

/** Copies the box that begins at `begin` and has `size` from `source`, of `shape`, row-major, to all of `target`. */
function copyBox(source: Values, shape: number[], begin: number[], size: number[], target: Values): void {
  const strides = [...tf.util.computeStrides(shape), 1]
  // Axes after the last sliced one are contiguous with it.
  let cut = shape.length - 1
  while (cut > 0 && size[cut] === shape[cut]) cut--
  const run = (size[cut] as number) * (strides[cut] as number)
  const index = begin.slice(0, cut)
  const first = begin.reduce((offset, at, axis) => offset + at * (strides[axis] as number), 0)
  let from = first
  for (let to = 0; to < target.length; to += run) {
    if (run < WORTH_A_VIEW) for (let i = 0; i < run; i++) target[to + i] = source[from + i] as number
    else target.set(source.subarray(from, from + run), to)
    for (let axis = cut - 1; axis >= 0; axis--) {
      const stride = strides[axis] as number
      const next = (index[axis] as number) + 1
      from += stride
      index[axis] = next
      if (next < (begin[axis] as number) + (size[axis] as number)) break
      from -= (size[axis] as number) * stride
      index[axis] = begin[axis] as number
    }
  }
}

let isInstalled = false

/** May run before the backend starts; has no effect if it has run. */
export function installWasmSlice(): void {
  if (isInstalled) return
  const stock = tf.getKernel('Slice', 'wasm')
  tf.unregisterKernel('Slice', 'wasm')
  tf.registerKernel({
    ...stock,
    kernelFunc: (call) => {
      const x = call.inputs.x as tf.TensorInfo
      if (x.dtype === 'string' || x.shape.length === 0) return stock.kernelFunc(call)
      const { begin, size } = call.attrs as unknown as { begin: number | number[]; size: number | number[] }
      const [from, extent] = tf.slice_util.parseSliceParams(x as tf.Tensor, begin, size) as [number[], number[]]
      const memory = call.backend as unknown as WasmMemory
      const out = memory.makeOutput(extent, x.dtype)
      // Views are created after the output, whose allocation may move the memory.
      const target = memory.typedArrayFromHeap(out)
      if (target.length > 0) copyBox(memory.typedArrayFromHeap(x), x.shape, from, extent, target)
      return out
    },
  })
  isInstalled = true
}
