import wasmPlainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import wasmThreadsUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import * as tf from '../../tf'
import { activateTfjs, describeError, releaseTfjs } from '../tfjsBackends'
import { installWasmKernels } from '../wasmKernels'
import type { Candidate } from './types'
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

async function supports(): Promise<{ simd: boolean; threads: boolean }> {
  const simd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))
  // tfjs ships threads only together with SIMD.
  const threads = simd && Boolean(await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'))
  return { simd, threads }
}

/** tfjs starts this many sub-workers; a thread beyond them would never run. */
const MAX_THREADS = 8

/**
 * Half the logical cores, as two of them often share one core, but both of two.
 * tfjs itself takes half and four at most, which leaves a two-core machine one thread.
 */
export function threadCountFor(logicalCores: number): number {
  return Math.min(MAX_THREADS, Math.max(Math.min(2, logicalCores), Math.floor(logicalCores / 2)))
}

/** What the backend runs on, and why on no more than one thread. */
export function describeWasm(threadCount: number, simd: boolean, whyNoThreads: string | null): string {
  const threads = threadCount === 1 ? '1 thread' : `${threadCount} threads`
  return `${threads}, ${simd ? 'SIMD' : 'no SIMD'}${whyNoThreads === null ? '' : ` (${whyNoThreads})`}`
}

function whyNoThreads(threads: boolean): string | null {
  if (threads || tf.env().get('IS_NODE')) return null
  return globalThis.crossOriginIsolated
    ? 'this browser runs WebAssembly on one thread'
    : 'more threads need a cross-origin isolated page: serve it with COOP same-origin and COEP require-corp'
}

/** Starts the threaded build. Its sub-workers can fail to load without a word, hence the clock. */
async function activateThreads(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${THREADS_TIMEOUT_MS / 1000} seconds`)), THREADS_TIMEOUT_MS)
  })
  giveThreadsTheirSource()
  tf.setThreadsCount(threadCountFor(globalThis.navigator.hardwareConcurrency))
  try {
    await activateTfjs('wasm', timeout)
  } finally {
    clearTimeout(timer)
  }
}

export const wasm: Candidate = {
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
    const { simd, threads } = await supports()
    let reason = whyNoThreads(threads)
    if (threads) {
      try {
        await activateThreads()
      } catch (error) {
        reason = `threads did not start: ${describeError(error)}`
        tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
      }
    }
    if (tf.getBackend() !== 'wasm') await activateTfjs('wasm')
    return describeWasm(tf.getThreadsCount(), simd, reason)
  },
  release: () => releaseTfjs('wasm'),
}
