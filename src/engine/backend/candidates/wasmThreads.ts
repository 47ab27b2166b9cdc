/**
 * @file Makes tfjs's wasm threads survive a production build and the page's policy. tfjs hands each thread the text of a
 * function, by `toString()`, as a script of its own (backend_wasm.ts, `mainScriptUrlOrBlob`). In a minified bundle that text
 * refers to variables outside the function ("e is not defined"), and a policy without inline scripts refuses it. No thread
 * ever starts then, and tfjs waits for ever. The text of the worker itself is allowed, so that the function goes into it.
 */

import threadedWasmFactory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js'
import factoryFile from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?raw'
import threadFile from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js'

/** tfjs escapes the line feeds of this text, which are all in strings; a carriage return ends a line as well. */
const withoutLineFeeds = (code: string): string => code.replaceAll('\n', '\r')

/** The worker of a thread, which has all that it would otherwise ask for. */
export const selfContained = (thread: string, factory: string): string =>
  withoutLineFeeds(`self.importScripts = () => {}\n${factory}\n`) + thread

let isGiven = false

export function giveThreadsTheirSource(): void {
  if (isGiven) return
  threadFile.wasmWorkerContents = selfContained(threadFile.wasmWorkerContents, factoryFile)
  // The script that threads no longer ask for.
  threadedWasmFactory.toString = () => 'null'
  isGiven = true
}
