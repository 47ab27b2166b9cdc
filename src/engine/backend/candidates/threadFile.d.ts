/** @file The text of the workers that are tfjs's wasm threads, in the form that its package exports. */
declare module '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js' {
  const exported: { wasmWorkerContents: string }
  export default exported
}
