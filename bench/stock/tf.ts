/**
 * @file tfjs as it is installed, with nothing replaced. Must never import from src/engine.
 *
 * These are the parts that @tensorflow/tfjs puts together. Its types would give every tensor of the program a method for
 * each op, which the engine's tensors do not have.
 */
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-webgl'
import '@tensorflow/tfjs-core/dist/register_all_gradients'

export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
export { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
export * from '@tensorflow/tfjs-core'
