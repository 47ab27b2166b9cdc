import { releaseTfjs } from '../tfjsBackends'
import type { BackendCandidate } from './types'

/** In Firefox the workers that threads need keep the engine waiting for ever in some starts: `npm run drill -- browsers`. */
export const threadsHangIn = (userAgent: string): boolean => /\bFirefox\//.test(userAgent)

const IN_FIREFOX = 'threads of WebAssembly hang in Firefox'

let threadsFailure: string | null = threadsHangIn(globalThis.navigator?.userAgent ?? '') ? IN_FIREFOX : null
let shortcoming: string | null = null

/** In some browsers threads sometimes block the worker that starts them, so that no timer in it can end the wait. */
export function forbidThreads(): void {
  threadsFailure = 'threads did not start'
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
    const started = await startWasm(threadsFailure)
    threadsFailure = started.threadsFailure
    shortcoming = started.shortcoming
    return started.device
  },
  shortcoming: () => shortcoming,
  release: () => releaseTfjs('wasm'),
}
