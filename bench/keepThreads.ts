/** @file How many threads the engine's kernels of wasm run on. */
import { kernelsInUse } from '../src/engine/backend/wasmKernels/loadKernels'

/** Has them run on one, if that is asked for. Returns what they run on; nothing where another backend has none. */
export function keepThreads(oneThread: boolean): string {
  const kernels = kernelsInUse()
  if (kernels === null) return ''
  if (oneThread) kernels.threadCount = 1
  const simd = kernels.build.startsWith('relaxed') ? 'relaxed SIMD' : 'plain SIMD'
  return `${kernels.threadCount === 1 ? 'one thread' : `${kernels.threadCount} threads`}, ${simd}`
}
