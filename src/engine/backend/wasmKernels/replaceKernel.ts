import * as tf from '../../tf'

/**
 * Registers a kernel of the wasm backend in place of tfjs's. It may be composed of tf ops, which inside a kernel are not
 * put on the gradient tape. May run before the backend starts.
 *
 * @param setupFunc what the backend calls as it starts: of the kernel before, where that one is still called
 */
export function replaceWasmKernel(
  kernelName: string,
  kernelFunc: tf.KernelFunc,
  setupFunc?: tf.KernelConfig['setupFunc'],
): void {
  // Registering over a kernel warns on the console.
  if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm')
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc, ...(setupFunc ? { setupFunc } : {}) })
}
