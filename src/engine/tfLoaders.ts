/** @file The second door to tfjs: what reads models of TensorFlow.js, loaded where one is opened. */
// Layers and operators call methods of tensors.
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'

export { GraphModel } from '@tensorflow/tfjs-converter'
export { LayersModel, layers, loadLayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers'
