/**
 * @file Checks whether a model was read correctly, by its accuracy on a few labelled images under each plausible
 * preprocessing.
 */
import { argMax } from '../../../numbers/argMax'
import type { Classifier } from '../../classifier'
import { type ImageReading, labelsFor, readImages } from '../../evaluation/readImages'
import type { ImageSource, LabelledImages } from '../../evaluation/types'
import type { JobControl } from '../../jobControl'
import * as tf from '../../tf'
import type { ModelLocation } from '../../types'
import { buildClassifier, type ModelFiles } from '../loadClassifier'
import { fitOf } from '../resizing'
import { isSamePreprocessing, preprocessingsOf } from './registry'

export interface CheckPreprocessingInput {
  readonly location: ModelLocation
  readonly images: ImageSource
}

/** The result under one preprocessing. */
export interface PreprocessingResult {
  /** An id of the registry, or "own" for a model's own that is none of these. */
  readonly id: string
  /** Whether the prediction is the label, per image. */
  readonly isRight: readonly boolean[]
}

export interface PreprocessingCheck {
  readonly images: number
  /** Whether it is the one in the model's manifest. */
  readonly ownId: string
  readonly results: readonly PreprocessingResult[]
  /** Whether the outputs are probabilities under every preprocessing: in [0, 1], with a sum of 1. */
  readonly looksLikeProbabilities: boolean
}

/** The largest number of images in a batch. */
const BATCH_SIZE = 8
/** Tolerance of a sum of probabilities in float32, or rounded to float16. */
const MAX_SUM_ERROR = 2e-3

/**
 * The model's accuracy under its own preprocessing and each of the registry's.
 *
 * @throws Error with one sentence where images cannot be read or are of classes that the model does not know
 */
export async function checkPreprocessing(
  files: ModelFiles,
  source: ImageSource,
  reading: ImageReading,
  control: JobControl,
): Promise<PreprocessingCheck> {
  const { manifest } = files
  const { channels, channelOrder: order = 'rgb', ...normalised } = manifest.input
  const own = { id: 'own', channelOrder: order, mean: normalised.mean, std: normalised.std }
  const known = preprocessingsOf(channels)
  const same = known.find((each) => isSamePreprocessing(each, own))
  const tried = same === undefined ? [own, ...known] : known
  const images = await readImages(source, fitOf(manifest.input), reading, {
    checkpoint: () => control.checkpoint(0, 1),
  })
  const results: PreprocessingResult[] = []
  let looksLikeProbabilities = true
  for (const [place, { id, channelOrder, mean, std }] of tried.entries()) {
    const input = { ...manifest.input, channelOrder, mean: [...mean], std: [...std] }
    const classifier = buildClassifier({ ...files, manifest: { ...manifest, outputs: 'logits', input } })
    try {
      const labels = labelsFor(classifier, images, reading)
      const rows = await outputsOf(classifier, images, (share) => control.checkpoint(place + share, tried.length))
      results.push({ id, isRight: rows.map((row, i) => argMax(row) === labels[i]) })
      looksLikeProbabilities &&= rows.every(isDistribution)
    } finally {
      classifier.dispose()
    }
  }
  return { images: images.indices.length, ownId: same?.id ?? own.id, results, looksLikeProbabilities }
}

async function outputsOf(
  { logits, manifest }: Classifier,
  { pixels, size, indices }: LabelledImages,
  onShare: (share: number) => Promise<void>,
): Promise<Float32Array[]> {
  const rows: Float32Array[] = []
  const perImage = size * size * 3
  const classes = manifest.classes.length
  for (let start = 0; start < indices.length; start += BATCH_SIZE) {
    const count = Math.min(BATCH_SIZE, indices.length - start)
    const batch = pixels.subarray(start * perImage, (start + count) * perImage)
    const outputs = tf.tidy(() => logits(tf.tensor4d(batch, [count, size, size, 3])))
    const values = (await outputs.data()) as Float32Array
    outputs.dispose()
    for (let i = 0; i < count; i++) rows.push(values.slice(i * classes, (i + 1) * classes))
    await onShare((start + count) / indices.length)
  }
  return rows
}

const isDistribution = (row: Float32Array): boolean =>
  row.every((value) => value >= -1e-6 && value <= 1 + 1e-4) &&
  Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) < MAX_SUM_ERROR
