import * as tf from '../../tf'

/**
 * Registers a kernel of the wasm backend that is composed of tf ops, which
 * inside a kernel are not put on the gradient tape. May run before the backend starts.
 */
export function replaceWasmKernel(kernelName: string, kernelFunc: tf.KernelFunc): void {
  // Registering over a kernel warns on the console.
  if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm')
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc })
}
