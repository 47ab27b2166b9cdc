/** @file tfjs as it is installed, with nothing replaced. Must never import from src/engine. */
export * from '@tensorflow/tfjs'
export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
export { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
