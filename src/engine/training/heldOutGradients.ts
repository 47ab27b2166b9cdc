/** @file The distribution of a trained model's gradients over the held-out images, for its manifest. */
import { quantilesOf } from '../../numbers/quantiles'
import type { Figures } from '../checkpoints/figures'
import { edgeAlignment } from '../edges/edgeAlignment'
import { edgeEnergy } from '../edges/edgeEnergy'
import { l1Norm, l2Norm } from '../gradients/norms'
import { logitTerms } from '../gradients/scalarGradient'
import { GRADIENT_SCALARS, type GradientScalarId } from '../gradients/scalars/registry'
import type { ParametricModel } from '../objectives/types'
import * as tf from '../tf'
import { pixelsOf, type TrainingImages } from './trainingImages'

type Gradients = NonNullable<Figures['gradients']>

/** Levels of the quantiles, as fine as so few images allow. */
const SHARES = [0, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 1]

interface Found {
  readonly l1: number[]
  readonly l2: number[]
  readonly alignment: number[]
}

/** undefined if no image has an edge alignment, which the manifest's distribution requires. */
export async function heldOutGradients(
  model: ParametricModel,
  images: TrainingImages,
  batchSize: number,
): Promise<Gradients | undefined> {
  const found = new Map<GradientScalarId, Found>()
  for (const { id, of } of GRADIENT_SCALARS) {
    const all: Found = { l1: [], l2: [], alignment: [] }
    for (let from = 0; from < images.count; from += batchSize) {
      await addBatch(all, model, images, from, Math.min(from + batchSize, images.count), of)
    }
    if (all.alignment.length === 0) return undefined
    found.set(id, all)
  }
  const of = (id: GradientScalarId) => distribution(found.get(id) as Found)
  return { images: images.count, shares: SHARES, loss: of('loss'), margin: of('margin'), logit: of('logit') }
}

async function addBatch(
  all: Found,
  model: ParametricModel,
  images: TrainingImages,
  from: number,
  to: number,
  of: (typeof GRADIENT_SCALARS)[number]['of'],
): Promise<void> {
  const { height, width, labels } = images
  const size = height * width * 3
  const values = pixelsOf(images, from, to)
  const gradient = tf.tidy(() => {
    const forward = model.bind(model.trained)
    const expected = tf.tensor1d(
      Array.from({ length: to - from }, (_, i) => labels[from + i] as number),
      'int32',
    )
    const sum = (x: tf.Tensor) => tf.sum(of(logitTerms(forward(x as tf.Tensor4D), expected))) as tf.Scalar
    return tf.grad(sum)(tf.tensor4d(values.slice(), [to - from, height, width, 3]))
  })
  try {
    const slopes = (await gradient.data()) as Float32Array
    for (let i = 0; i < to - from; i++) {
      const own = slopes.subarray(i * size, (i + 1) * size)
      all.l1.push(l1Norm(own))
      all.l2.push(l2Norm(own))
      const aligned = edgeAlignment(edgeEnergy(values.subarray(i * size, (i + 1) * size), height, width), own)
      if (aligned !== null) all.alignment.push(aligned)
    }
  } finally {
    gradient.dispose()
  }
}

const distribution = ({ l1, l2, alignment }: Found): Gradients['loss'] => ({
  meanL1: mean(l1),
  meanL2: mean(l2),
  meanAlignment: mean(alignment),
  alignedImages: alignment.length,
  l1: quantilesOf(l1, SHARES),
  l2: quantilesOf(l2, SHARES),
  alignment: quantilesOf(alignment, SHARES),
})

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
