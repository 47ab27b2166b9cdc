/**
 * @file Layers of tfjs 4.22 whose gradients, or gradients of gradients, are missing or wrong, computed by operators whose
 * are right.
 */
import { dilatedFilter } from '../../backend/dilatedFilter'
import * as tf from '../../tf'

export interface Readable {
  read: () => tf.Tensor
}

type Call = (inputs: tf.Tensor | tf.Tensor[]) => tf.Tensor

/** What layers have that is not public. */
interface Mended {
  getClassName(): string
  call: Call
  kernel: Readable
  bias?: Readable | null
  activation?: { apply: (x: tf.Tensor) => tf.Tensor } | null
  strides: [number, number]
  padding: 'same' | 'valid'
  dilationRate: number | readonly [number, number]
  movingMean: Readable
  gamma?: Readable | null
  beta?: Readable | null
}

const firstOf = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor =>
  Array.isArray(inputs) ? (inputs[0] as tf.Tensor) : inputs

/** By layers' class names. */
const MENDS: Readonly<Record<string, (layer: Mended) => void>> = {
  // Fused with its bias and activation, as tfjs does it, the second derivative loses the path through what is saved.
  Conv2D(layer) {
    layer.call = (inputs) =>
      finished(layer, () => {
        const { kernel, strides, padding, dilationRate } = layer
        const dilations = typeof dilationRate === 'number' ? [dilationRate, dilationRate] : dilationRate
        const filter = dilatedFilter(kernel.read() as tf.Tensor4D, dilations)
        return tf.conv2d(firstOf(inputs) as tf.Tensor4D, filter, strides, padding)
      })
  },
  Dense(layer) {
    layer.call = (inputs) =>
      finished(layer, () => {
        const [x, kernel] = [firstOf(inputs), layer.kernel.read() as tf.Tensor2D]
        const [rows, columns] = kernel.shape
        return tf.reshape(tf.matMul(tf.reshape(x, [-1, rows]), kernel), [...x.shape.slice(0, -1), columns])
      })
  },
  // Its gradient looks at both, and not whether they are there: 1 and 0 are the same.
  BatchNormalization(layer) {
    layer.gamma ??= { read: () => tf.onesLike(layer.movingMean.read()) }
    layer.beta ??= { read: () => tf.zerosLike(layer.movingMean.read()) }
  },
}

const finished = ({ bias, activation }: Mended, compute: () => tf.Tensor): tf.Tensor =>
  tf.tidy(() => {
    const sum = compute()
    const shifted = bias ? tf.add(sum, bias.read()) : sum
    return activation ? activation.apply(shifted) : shifted
  })

/** @param layer of tfjs-layers */
export function mendGradient(layer: { getClassName(): string }): void {
  MENDS[layer.getClassName()]?.(layer as Mended)
}
