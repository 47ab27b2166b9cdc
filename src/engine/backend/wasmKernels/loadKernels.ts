/** @file Which build of the kernels runs in this browser, on how many threads. */
import { relaxedSimd, simd, threads } from 'wasm-feature-detect'
import { type BuildName, Kernels } from './kernels'
import { startBrowserThread } from './threads/browserThread'
import { bestThreadCount } from './threads/measure'

/** More would hardly help with models of the sizes that run in a browser. */
const MAX_THREADS = 16

let loaded: Kernels | null = null

/**
 * Loads the kernels, with several threads if allowed; has no effect if they are loaded.
 *
 * @param onThreads called before threads are started
 */
export async function loadKernels(mayStartThreads = true, onThreads = () => {}): Promise<void> {
  if (loaded !== null || !(await simd())) return
  const isRelaxed = await relaxedSimd()
  const cores = globalThis.navigator?.hardwareConcurrency ?? 1
  if (mayStartThreads && globalThis.crossOriginIsolated && cores > 1 && (await threads())) {
    onThreads()
    loaded = await loadShared(isRelaxed ? 'relaxedShared' : 'plainShared', Math.min(cores, MAX_THREADS))
  }
  loaded ??= await Kernels.start(isRelaxed ? 'relaxed' : 'plain')
}

/** Null if no shared memory is available. */
async function loadShared(build: BuildName, most: number): Promise<Kernels | null> {
  try {
    const kernels = await Kernels.start(build)
    await kernels.startThreads(most, startBrowserThread)
    kernels.threadCount = bestThreadCount(kernels)
    return kernels
  } catch (error) {
    console.warn('The kernels run without shared memory:', error)
    return null
  }
}

/** Ends the kernels: tfjs's own run from now on. */
export function dropKernels(): void {
  loaded?.dispose()
  loaded = null
}

/** Null if none are loaded, as without SIMD. */
export const kernelsInUse = (): Kernels | null => loaded
