/** @file Layer norm. */
import { fusedLayerNorm, fusedLayerNormGradient } from '../../backend/webgpuKernels/layerNorm'
import * as tf from '../../tf'
import type { LayerNormBack, LayerNormInstruction } from '../instructions'
import { finish, type Prepare } from './run'

export const prepareLayerNorm: Prepare<LayerNormInstruction> = ({ x, epsilon, scales }, { sizeOf }) => {
  return (tensorOf) => {
    const normed = fusedLayerNorm(tensorOf(x), epsilon)
    return [normed.y, tf.reshape(normed.scales, [-1, ...sizeOf(scales)])]
  }
}

export const prepareLayerNormBack: Prepare<LayerNormBack> = ({ dy, of, addend, slope }) => {
  return (tensorOf) => {
    const normed = { y: tensorOf(of.out), scales: tf.reshape(tensorOf(of.scales), [-1]) as tf.Tensor1D }
    const gradient = fusedLayerNormGradient(tensorOf(dy), normed, addend === null ? undefined : tensorOf(addend))
    return [finish(gradient, { addend: null, slope }, tensorOf)]
  }
}
