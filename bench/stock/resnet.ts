/** @file The ResNet as one writes it with tfjs: convolution, batch norm, erf-GELU. */
import type { ModelData } from '../types'
import { gelu, type StockModel, toTensors } from './model'
import * as tf from './tf'

export function stockResNet({ weights, architecture }: ModelData): StockModel {
  const parameter = toTensors(weights)
  const { depths } = architecture as { depths: number[] }
  const filters = new Map<string, tf.Tensor4D>()
  for (const [name, { shape }] of weights) {
    if (shape.length === 4) filters.set(name, tf.transpose(parameter(name) as tf.Tensor4D, [2, 3, 1, 0]))
  }
  const head = tf.transpose(parameter('fc.weight')) as tf.Tensor2D

  const convolve = (x: tf.Tensor4D, conv: string, norm: string, stride: number): tf.Tensor4D => {
    const filter = filters.get(`${conv}.weight`) as tf.Tensor4D
    const y = tf.conv2d(x, filter, stride, (filter.shape[0] - 1) / 2)
    const [mean, variance, offset, scale] = ['running_mean', 'running_var', 'bias', 'weight'].map(
      (part) => parameter(`${norm}.${part}`) as tf.Tensor1D,
    ) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D]
    return tf.batchNorm(y, mean, variance, offset, scale, 1e-5)
  }

  return (normalised) => {
    let x = gelu(convolve(normalised, 'conv1', 'bn1', 1))
    for (const [stage, depth] of depths.entries()) {
      for (let block = 0; block < depth; block++) {
        const name = `layer${stage + 1}.${block}`
        const stride = stage > 0 && block === 0 ? 2 : 1
        const shortcut = filters.has(`${name}.downsample.0.weight`)
          ? convolve(x, `${name}.downsample.0`, `${name}.downsample.1`, stride)
          : x
        const inner = gelu(convolve(x, `${name}.conv1`, `${name}.bn1`, stride))
        x = gelu(tf.add(convolve(inner, `${name}.conv2`, `${name}.bn2`, 1), shortcut))
      }
    }
    return tf.add(tf.matMul(tf.mean<tf.Tensor2D>(x, [1, 2]), head), parameter('fc.bias'))
  }
}
