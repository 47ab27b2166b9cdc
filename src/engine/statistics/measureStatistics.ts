/** @file The numbers of every image for statistics: one pass a batch for most of them, and further ones on demand. */
import { argMax } from '../../numbers/argMax'
import { LOG_BIN_COUNT, logBinOf } from '../../numbers/logBins'
import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { PixelImage, Pixels01 } from '../../units'
import { attackImages } from '../attacks/loop/attackImages'
import { batchSizeFor } from '../batchSize'
import type { Classifier } from '../classifier'
import { pickPixels } from '../evaluation/readImages'
import type { LabelledImages } from '../evaluation/types'
import { finite } from '../finite'
import { HessianProducts } from '../gradients/hessianProducts'
import { lossInputGradient } from '../gradients/lossInputGradient'
import { SharedPasses } from '../gradients/sharedPasses'
import type { JobControl } from '../jobControl'
import { measureQuantity } from '../measureQuantity'
import { type AskedModel, noGallery } from '../quantities/defineQuantity'
import { QUANTITIES, type QuantityId } from '../quantities/registry'
import { FREE_QUANTITIES, statisticsNumbers } from '../quantities/statisticsNumbers'
import * as tf from '../tf'
import type { ImageStatistics, StatisticsInput } from './types'

type Asked = Pick<StatisticsInput, 'quantities' | 'epsilon' | 'attack'>

/** @param labels the model's class indices, one per image */
export async function measureStatistics(
  classifier: Classifier,
  images: LabelledImages,
  labels: readonly number[],
  { quantities, epsilon, attack }: Asked,
  control: JobControl,
): Promise<ImageStatistics> {
  const ids = [...FREE_QUANTITIES, ...quantities]
  const numbers = new Map(
    ids.flatMap((id) => statisticsNumbers(id).map((number) => [number.id, [] as (number | null)[]])),
  )
  const bins = [0, 1, 2].map(() => new Array<number>(LOG_BIN_COUNT).fill(0)) as [number[], number[], number[]]
  const predicted: number[] = []
  const size = images.size ** 2 * 3
  const batch = batchSizeFor({ height: images.size, width: images.size })
  for (let first = 0; first < labels.length; first += batch) {
    await control.checkpoint(first, labels.length)
    const members = labels.slice(first, first + batch)
    const pixels = images.pixels.subarray(first * size, (first + members.length) * size) as Pixels01
    const { logits, gradients } = await gradientsOf(classifier, pixels, members, images.size)
    const classes = logits.length / members.length
    const products = new HessianProducts(classifier, { height: images.size, width: images.size }, () =>
      control.checkpoint(first, labels.length),
    )
    const all = members.map((label, place) => {
      const image = imageAt(pixels, place, images.size)
      const gradient = gradients.slice(place * size, (place + 1) * size)
      const scores = logits.slice(place * classes, (place + 1) * classes)
      predicted.push(argMax(scores))
      countChannels(gradient, bins)
      return askedOf({ classifier, products }, image, { label, scores, gradient }, () =>
        control.checkpoint(first + place, labels.length),
      )
    })
    for (const id of ids) {
      const settings = settingsFor(id, epsilon)
      // Side by side, so that products with the Hessian are computed for many images at once.
      const results = await Promise.all(all.map((asked) => measureQuantity({ quantity: id, settings }, asked)))
      for (const { id: name, of } of statisticsNumbers(id)) {
        for (const result of results) numbers.get(name)?.push(definedOrNull(of(result)))
      }
    }
  }
  const outcomes = await outcomesOf(classifier, images, labels, { predicted, attack }, control)
  return {
    indices: images.indices,
    labels,
    predicted,
    numbers: Object.fromEntries(numbers),
    outcomes,
    channelBins: bins,
  }
}

async function gradientsOf(classifier: Classifier, pixels: Pixels01, labels: readonly number[], side: number) {
  const pass = tf.tidy(() =>
    lossInputGradient(
      classifier,
      tf.tensor4d(pixels, [labels.length, side, side, 3]),
      tf.tensor1d([...labels], 'int32'),
    ),
  )
  try {
    return {
      logits: finite(await pass.logits.data(), classifier, 'logits'),
      gradients: finite(await pass.gradient.data(), classifier, 'gradient'),
    }
  } finally {
    tf.dispose([pass.losses, pass.logits, pass.gradient])
  }
}

const imageAt = (pixels: Pixels01, place: number, side: number): PixelImage => {
  const size = side * side * 3
  return { pixels: pixels.slice(place * size, (place + 1) * size) as Pixels01, height: side, width: side }
}

interface Known {
  readonly label: number
  readonly scores: Float32Array
  readonly gradient: Float32Array
}

/** The image with what its batch has answered already; what else a quantity needs is asked of the model. */
function askedOf(
  { classifier, products }: { readonly classifier: Classifier; readonly products: HessianProducts },
  image: PixelImage,
  { label, scores, gradient }: Known,
  checkpoint: () => Promise<void>,
): AskedModel {
  const passes = new SharedPasses(classifier, image)
  // How far the image is says nothing of how far the batch is.
  const here = { checkpoint }
  return {
    image,
    label,
    logits: async () => scores,
    gradient: async (of, pixels) =>
      of === 'loss' && pixels === undefined ? gradient : passes.gradient(of, label, pixels),
    gradients: (of, pixels) => passes.gradients(of, label, pixels, here),
    gallery: noGallery,
    lossesOf: (pixels, labels) => passes.lossesOf(labels, pixels, here),
    losses: (pixels) => passes.losses(label, pixels),
    hessianProduct: (direction, pixels = image.pixels) => products.of(pixels, label, direction),
  }
}

/** Those of statistics are of the loss, at their epsilon. */
function settingsFor(id: QuantityId, epsilon: number) {
  const all = { gradientOf: 'loss', epsilon }
  const names = Object.keys(QUANTITIES[id].settings)
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
}

function countChannels(gradient: Float32Array, bins: readonly number[][]): void {
  for (const [i, value] of gradient.entries()) {
    const counts = bins[i % 3] as number[]
    const bin = logBinOf(Math.abs(value))
    counts[bin] = (counts[bin] as number) + 1
  }
}

const definedOrNull = (value: number | null): number | null => (value === null || Number.isFinite(value) ? value : null)

async function outcomesOf(
  classifier: Classifier,
  images: LabelledImages,
  labels: readonly number[],
  { predicted, attack }: Pick<Asked, 'attack'> & { readonly predicted: readonly number[] },
  control: JobControl,
): Promise<UntargetedOutcome[]> {
  const outcomes = labels.map((label, place): UntargetedOutcome => (predicted[place] === label ? 'robust' : 'wrong'))
  const right = [...outcomes.keys()].filter((place) => outcomes[place] === 'robust')
  if (attack === null || right.length === 0) return outcomes
  const results = await attackImages(
    classifier,
    {
      pixels: pickPixels(images, right),
      labels: right.map((place) => labels[place] as number),
      indices: right.map((place) => images.indices[place] as number),
      attack,
    },
    control,
  )
  for (const [i, place] of right.entries()) {
    if (results[i]?.verdict === 'fooled') outcomes[place] = 'fooled'
  }
  return outcomes
}
