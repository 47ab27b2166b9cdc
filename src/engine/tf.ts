/** @file The one door to tfjs: the engine imports it from here, and nothing else imports it at all. */
export * from '@tensorflow/tfjs'
export { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
export { default as threadedWasmFactory } from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js'
export { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
