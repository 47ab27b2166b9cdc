/** @file Gradient maps of a model in training, and their measurements. */
import { argMax } from '../../numbers/argMax'
import { edgeAlignment } from '../edges/edgeAlignment'
import { edgeEnergy } from '../edges/edgeEnergy'
import { crossEntropy } from '../gradients/crossEntropy'
import { l1Norm } from '../gradients/norms'
import type { ParametricModel } from '../objectives/types'
import * as tf from '../tf'
import { pixelsOf, type TrainingImages } from './trainingImages'
import type { GradientMap } from './types'

/** Maps of the first `count` images. */
export async function gradientMaps(
  model: ParametricModel,
  images: TrainingImages,
  count: number,
): Promise<GradientMap[]> {
  const { height, width } = images
  const labels = Array.from({ length: count }, (_, i) => images.labels[i] as number)
  const size = height * width * 3
  const pixels = pixelsOf(images, 0, count)
  const measured = tf.tidy(() => {
    const forward = model.bind(model.trained)
    const expected = tf.tensor1d(labels, 'int32')
    const input = tf.tensor4d(pixels.slice(), [count, height, width, 3])
    const loss = (x: tf.Tensor): tf.Scalar => tf.sum(crossEntropy(forward(x as tf.Tensor4D), expected))
    return { logits: forward(input), gradient: tf.grad(loss)(input) }
  })
  try {
    const gradients = (await measured.gradient.data()) as Float32Array
    const logits = (await measured.logits.data()) as Float32Array
    return labels.map((_, i) => {
      const gradient = gradients.slice(i * size, (i + 1) * size)
      const energy = edgeEnergy(pixels.subarray(i * size, (i + 1) * size), height, width)
      return {
        gradient,
        gradientL1: l1Norm(gradient),
        edgeAlignment: edgeAlignment(energy, gradient),
        predicted: argMax(logits.subarray(i * model.classes, (i + 1) * model.classes)),
      }
    })
  } finally {
    tf.dispose(measured)
  }
}
