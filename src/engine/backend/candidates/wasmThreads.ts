/**
 * @file Makes tfjs's wasm threads survive a production build. tfjs hands each
 * thread the text of a function, by `toString()`, to run anew in a worker of its
 * own (backend_wasm.ts, `mainScriptUrlOrBlob`). In a minified bundle that text
 * refers to variables outside the function ("e is not defined"), no thread ever
 * starts, and tfjs waits for ever. The text of the file as published has all it needs.
 */

import threadedWasmFactory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js'
import factoryFile from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?raw'

export function giveThreadsTheirSource(): void {
  threadedWasmFactory.toString = () => `(() => {${factoryFile}\nreturn WasmBackendModuleThreadedSimd})()`
}
