/** @file How many threads the engine's kernels of wasm run on. */
import { kernelsInUse } from '../src/engine/backend/wasmKernels/loadKernels'

/** One, as many as a measurement at the start found to be worth it, or all, which a busy machine may have kept from it. */
export type Threads = 'one' | 'measured' | 'all'

/** Returns what they run on from here on; nothing where another backend has none. */
export function keepThreads(threads: Threads): string {
  const kernels = kernelsInUse()
  if (kernels === null) return ''
  if (threads === 'one') kernels.threadCount = 1
  if (threads === 'all') kernels.threadCount = kernels.startedThreads
  const simd = kernels.build.startsWith('relaxed') ? 'relaxed SIMD' : 'plain SIMD'
  return `${kernels.threadCount === 1 ? 'one thread' : `${kernels.threadCount} threads`}, ${simd}`
}
