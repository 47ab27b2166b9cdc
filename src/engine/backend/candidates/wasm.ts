import wasmPlainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import wasmThreadsUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import { countOf } from '../../../countOf'
import { passesFusedSelfTest } from '../../fused/selfTest/selfTest'
import * as tf from '../../tf'
import { activateTfjs, describeError, releaseTfjs } from '../tfjsBackends'
import { installWasmKernels } from '../wasmKernels/index'
import { dropKernels, kernelsInUse, loadKernels } from '../wasmKernels/loadKernels'
import type { BackendCandidate } from './types'
import { giveThreadsTheirSource } from './wasmThreads'

/** A thread that never reports would leave tfjs waiting for ever. */
const THREADS_TIMEOUT_MS = 10_000

let pathsAreSet = false

/** In Node tfjs finds the files beside itself. */
function setPaths(): void {
  if (pathsAreSet || tf.env().get('IS_NODE')) return
  const absolute = (url: string) => new URL(url, globalThis.location.href).href
  tf.setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(wasmPlainUrl),
    'tfjs-backend-wasm-simd.wasm': absolute(wasmSimdUrl),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(wasmThreadsUrl),
  })
  pathsAreSet = true
}

let found: { readonly simd: boolean; readonly threads: boolean } | undefined
let threadsFailure: string | null = null
let shortcoming: string | null = null

/** What the browser can do; asked once, as `activate` overwrites the flag for threads. */
async function supports(): Promise<{ simd: boolean; threads: boolean }> {
  if (found !== undefined) return found
  const simd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))
  // tfjs ships threads only together with SIMD.
  const threads = simd && Boolean(await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'))
  found = { simd, threads }
  return found
}

/** tfjs takes a thread for every two logical cores, 8 at most (init_with_threads_count), and cannot be told to take more. */
export const threadCountFor = (logicalCores: number): number => Math.min(8, Math.floor(logicalCores / 2))

/** What the backend runs on, and why on no more than one thread. */
export function describeWasm(threadCount: number, simd: boolean, whyNoThreads: string | null): string {
  return `${countOf(threadCount, 'thread')}, ${simd ? 'SIMD' : 'no SIMD'}${whyNoThreads === null ? '' : ` (${whyNoThreads})`}`
}

/** Why the threaded build is not worth a try, or null. With one thread it only costs its eight sub-workers. */
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

/** In some browsers threads now and then block the worker that starts them, so that no clock in it can end the wait. */
export function forbidThreads(): void {
  threadsFailure = 'threads did not start'
}

/** Starts the threaded build. Its sub-workers can fail to load without a word, hence the clock. */
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
  if (kernelsInUse() === null || (await passesFusedSelfTest())) return null
  dropKernels()
  return 'The page’s own WebAssembly kernels compute wrongly here, so that tfjs’s own run instead, and slower; a newer browser may compute rightly.'
}

export const wasm: BackendCandidate = {
  name: 'wasm',
  title: 'WebAssembly',
  advantage: 'WebAssembly is the fastest where WebGPU has no graphics processor to run on.',
  async probe() {
    if (typeof WebAssembly === 'undefined') {
      return { ok: false, reason: 'This browser has no WebAssembly, or it is turned off: use a current browser.' }
    }
    const { simd, threads } = await supports()
    return { ok: true, device: simd ? `SIMD${threads ? ', threads' : ''}` : 'no SIMD', software: true }
  },
  async activate() {
    setPaths()
    installWasmKernels()
    await loadKernels(threadsFailure === null)
    const { simd, threads } = await supports()
    let reason = threadsFailure ?? whyNoThreads(threads)
    if (reason === null) {
      try {
        await activateThreads()
      } catch (error) {
        threadsFailure = `threads did not start: ${describeError(error)}`
        reason = threadsFailure
      }
    }
    if (reason !== null) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    if (tf.getBackend() !== 'wasm') await activateTfjs('wasm')
    shortcoming = await keepRightKernels()
    const threadCount = Math.max(tf.getThreadsCount(), kernelsInUse()?.threadCount ?? 1)
    return describeWasm(threadCount, simd, threadCount > 1 ? null : reason)
  },
  shortcoming: () => shortcoming,
  release: () => releaseTfjs('wasm'),
}
