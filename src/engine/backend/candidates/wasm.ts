import { releaseTfjs } from '../tfjsBackends'
import type { BackendCandidate } from './types'

let threadsFailure: string | null = null
let shortcoming: string | null = null
let onThreadsStart = () => {}

/**
 * Threads may block the worker that starts them, so that no timer in it can end the wait: whoever can end the worker is
 * told before, and may forbid them next time.
 */
export function setThreads({ areForbidden, onStart }: { areForbidden: boolean; onStart: () => void }): void {
  if (areForbidden) threadsFailure = 'threads did not start'
  onThreadsStart = onStart
}

export const wasm: BackendCandidate = {
  name: 'wasm',
  title: 'WebAssembly',
  advantage: 'WebAssembly is the fastest where WebGPU has no graphics processor to run on.',
  async probe() {
    if (typeof WebAssembly === 'undefined') {
      return { ok: false, reason: 'This browser has no WebAssembly, or it is turned off: use a current browser.' }
    }
    const { supports } = await import('./wasmStart')
    const { simd, threads } = await supports()
    return { ok: true, device: simd ? `SIMD${threads ? ', threads' : ''}` : 'no SIMD', software: true }
  },
  async activate() {
    const { startWasm } = await import('./wasmStart')
    const started = await startWasm(threadsFailure, onThreadsStart)
    threadsFailure = started.threadsFailure
    shortcoming = started.shortcoming
    return started.device
  },
  shortcoming: () => shortcoming,
  release: () => releaseTfjs('wasm'),
}
