/** @file Starts tfjs's wasm backend with our kernels, on several threads where they start. Loaded when it is tried. */
import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import wasmPlainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import wasmThreadsUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import { countOf } from '../../../countOf'
import { loadExecutor } from '../../fused/executors'
import { passesFusedSelfTest } from '../../fused/selfTest/selfTest'
import * as tf from '../../tf'
import { activateTfjs, describeError } from '../tfjsBackends'
import { installWasmKernels } from '../wasmKernels/index'
import { dropKernels, kernelsInUse, loadKernels } from '../wasmKernels/loadKernels'
import { giveThreadsTheirSource } from './wasmThreads'

/** A thread that never reports would leave tfjs waiting for ever. */
const THREADS_TIMEOUT_MS = 10_000

let pathsAreSet = false

/** In Node tfjs finds the files beside itself. */
function setPaths(): void {
  if (pathsAreSet || tf.env().get('IS_NODE')) return
  const absolute = (url: string) => new URL(url, globalThis.location.href).href
  setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(wasmPlainUrl),
    'tfjs-backend-wasm-simd.wasm': absolute(wasmSimdUrl),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(wasmThreadsUrl),
  })
  pathsAreSet = true
}

interface Support {
  readonly simd: boolean
  readonly threads: boolean
}

let found: Support | undefined

/** What the browser can do; asked once, as a start overwrites the flag for threads. */
export async function supports(): Promise<Support> {
  if (found !== undefined) return found
  const simd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))
  // tfjs ships threads only together with SIMD.
  const threads = simd && Boolean(await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'))
  found = { simd, threads }
  return found
}

/** tfjs uses one thread per two logical cores, at most 8 (init_with_threads_count); this cannot be changed. */
export const threadCountFor = (logicalCores: number): number => Math.min(8, Math.floor(logicalCores / 2))

/** What the backend runs on, and why it uses a single thread. */
export function describeWasm(threadCount: number, simd: boolean, whyNoThreads: string | null): string {
  return `${countOf(threadCount, 'thread')}, ${simd ? 'SIMD' : 'no SIMD'}${whyNoThreads === null ? '' : ` (${whyNoThreads})`}`
}

/** Why the threaded build is not worth trying, or null. With one thread, its eight sub-workers are only a cost. */
function whyNoThreads(supported: boolean): string | null {
  if (tf.env().get('IS_NODE')) return 'tfjs has no threads in Node'
  if (!supported) {
    return globalThis.crossOriginIsolated
      ? 'this browser runs WebAssembly on one thread'
      : 'more threads need a cross-origin isolated page: serve it with COOP same-origin and COEP require-corp'
  }
  const cores = globalThis.navigator.hardwareConcurrency
  return threadCountFor(cores) > 1 ? null : `tfjs takes one thread for every two cores, and this machine has ${cores}`
}

/** Starts the threaded build, with a timeout because its sub-workers can fail to load silently. */
async function activateThreads(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer in ${countOf(THREADS_TIMEOUT_MS / 1000, 'second')}`)),
      THREADS_TIMEOUT_MS,
    )
  })
  giveThreadsTheirSource()
  try {
    await activateTfjs('wasm', timeout)
  } finally {
    clearTimeout(timer)
  }
}

/** Drops the page's own kernels if they compute wrongly here, and says so. */
async function keepRightKernels(): Promise<string | null> {
  if (kernelsInUse() === null) return null
  await loadExecutor()
  if (await passesFusedSelfTest()) return null
  dropKernels()
  return 'The page’s own WebAssembly kernels compute wrongly here, so that tfjs’s own run instead, and slower; a newer browser may compute rightly.'
}

interface StartedWasm {
  /** What it runs on. */
  readonly device: string
  /** Why threads did not start, if they were tried now or before. */
  readonly threadsFailure: string | null
  /** What does not work as it should, as a sentence for people. */
  readonly shortcoming: string | null
}

/**
 * Makes wasm tfjs's backend.
 *
 * @param threadsFailure why threads did not start before, so that they are not tried again; null: they have not failed
 * @param onThreads called before threads are started
 */
export async function startWasm(threadsFailure: string | null, onThreads = () => {}): Promise<StartedWasm> {
  setPaths()
  installWasmKernels()
  await loadKernels(threadsFailure === null, onThreads)
  const { simd, threads } = await supports()
  let failure = threadsFailure
  let reason = failure ?? whyNoThreads(threads)
  if (reason === null) {
    onThreads()
    try {
      await activateThreads()
    } catch (error) {
      failure = `threads did not start: ${describeError(error)}`
      reason = failure
    }
  }
  if (reason !== null) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  if (tf.getBackend() !== 'wasm') await activateTfjs('wasm')
  const shortcoming = await keepRightKernels()
  const threadCount = Math.max(getThreadsCount(), kernelsInUse()?.threadCount ?? 1)
  const device = describeWasm(threadCount, simd, threadCount > 1 ? null : reason)
  return { device, threadsFailure: failure, shortcoming }
}
