/**
 * @file Numbers, maps and the loss's geometry by the engine on the first images of a data set, image by image, into a file
 * for each model that models/training/check_quantities.py holds against PyTorch and captum. DATA is CIFAR-10's
 * test_batch.bin, another data-set file, the name of a built-in set, or "edges" for flat and saturated images, which are
 * measured at a wrong class and at the model's own, MODELS lists folders of models/, RESULTS is a folder; IMAGES says how
 * many, and LOGITS multiplies the logits.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { buildClassifier } from '../engine/checkpoints/loadClassifier'
import type { Classifier } from '../engine/classifier'
import { logitsOf } from '../engine/evaluation/predict'
import { curvatureAlong } from '../engine/geometry/curvatureAlong'
import { lossAlong } from '../engine/geometry/lossAlong'
import { UNCONTROLLED } from '../engine/jobControl'
import { measureQuantity } from '../engine/measureQuantity'
import { COSTLY_QUANTITIES } from '../engine/quantities/statisticsNumbers'
import { measureStatistics } from '../engine/statistics/measureStatistics'
import * as tf from '../engine/tf'
import { argMax } from '../numbers/argMax'
import type { Eps01, Pixels01 } from '../units'
import { askedModel } from './askedModel'
import { prepareBackend } from './backends'
import { type CheckedImages, firstImages } from './checkedImages'
import { edgeImages } from './edgeImages'
import { type EncodedTensor, encodeSafetensors } from './encodeSafetensors'
import { readZooModel } from './zoo'

const EPSILON255 = 8
const EPSILON = (EPSILON255 / 255) as Eps01
const PLACES = [0, 0.5, 1, 2]
/** Products with the Hessian cost most. */
const CURVED_PLACES = [0, 1]
const SCALARS = ['loss', 'margin', 'logit'] as const
const MAPS = ['smoothGrad', 'integratedGradients', 'gradientTimesInput'] as const

/** A file of the values of all images, one after another. */
class Collected {
  private readonly values = new Map<string, number[]>()

  constructor(private readonly images: number) {}

  add(name: string, values: ArrayLike<number>): void {
    const all = this.values.get(name) ?? []
    for (const value of Array.from(values)) all.push(value)
    this.values.set(name, all)
  }

  file(): ArrayBuffer {
    const tensors = new Map<string, EncodedTensor>()
    for (const [name, values] of this.values) {
      const bytes = new Uint8Array(Float32Array.from(values).buffer)
      tensors.set(name, { dtype: 'F32', shape: [this.images, values.length / this.images], bytes })
    }
    return encodeSafetensors(tensors)
  }
}

async function measureNumbers(classifier: Classifier, images: CheckedImages, side: number, found: Collected) {
  const asked = { quantities: COSTLY_QUANTITIES, epsilon: EPSILON, attack: null }
  const measured = await measureStatistics(classifier, { ...images, size: side }, images.labels, asked, UNCONTROLLED)
  for (const [id, values] of Object.entries(measured.numbers)) {
    found.add(
      `numbers/${id}`,
      Float32Array.from(values, (value) => value ?? Number.NaN),
    )
  }
}

async function measureImages(
  classifier: Classifier,
  { pixels, labels }: CheckedImages,
  side: number,
  found: Collected,
) {
  const size = side * side * 3
  for (const [place, label] of labels.entries()) {
    const own = pixels.slice(place * size, (place + 1) * size) as Pixels01
    const asked = askedModel(classifier, { pixels: own, height: side, width: side }, label)
    for (const gradientOf of SCALARS) {
      for (const quantity of MAPS) {
        const { values } = await measureQuantity({ quantity, settings: { gradientOf } }, asked)
        found.add(`maps/${gradientOf}/${quantity}`, values)
      }
    }
    const direction = { id: 'sign', norm: 'linf', epsilon: EPSILON, seed: 0, attacked: null } as const
    const { losses, l1 } = await lossAlong(asked, { direction, places: PLACES })
    const { curvatures } = await curvatureAlong(asked, { direction, places: CURVED_PLACES })
    // Empty where the gradient is zero, so that it has no sign.
    const orUndefined = (values: Float32Array, places: readonly number[]) =>
      values.length === 0 ? places.map(() => Number.NaN) : values
    found.add('along/losses', orUndefined(losses, PLACES))
    found.add('along/l1', orUndefined(l1, PLACES))
    found.add('along/curvatures', orUndefined(curvatures, CURVED_PLACES))
  }
}

/** The same model with its logits times a factor, which moves no decision and makes it surer. */
function sharpened(classifier: Classifier, factor: number): Classifier {
  if (factor === 1) return classifier
  return { ...classifier, logits: (pixels: tf.Tensor4D) => tf.mul(classifier.logits(pixels), factor) }
}

/** Each at a class of its own, most of which are wrong, and all again as the model sees them. */
async function edgesOf(classifier: Classifier, side: number): Promise<CheckedImages> {
  const { pixels, labels, indices, classes } = edgeImages(side, classifier.manifest.classes)
  const logits = await logitsOf(classifier, pixels, labels.length, UNCONTROLLED)
  return {
    pixels: Float32Array.from([...pixels, ...pixels]) as Pixels01,
    labels: [...labels.map((label) => label % classes.length), ...logits.map(argMax)],
    indices: [...indices, ...indices.map((index) => index + indices.length)],
    classes,
  }
}

it('numbers, maps and geometry on images', async () => {
  const { RESULTS: folder, DATA: data, MODELS: models, IMAGES: count = '8', LOGITS: factor = '1' } = process.env
  if (folder === undefined || data === undefined || models === undefined) {
    throw new Error('RESULTS, DATA or MODELS is not set; docs/quantities-check.md has the whole command.')
  }
  await prepareBackend('wasm')
  await mkdir(folder, { recursive: true })
  for (const id of models.split(',')) {
    const files = await readZooModel(id)
    const { manifest } = files
    const side = manifest.input.height
    const built = buildClassifier(files)
    const classifier = sharpened(built, Number(factor))
    const images = data === 'edges' ? await edgesOf(classifier, side) : await firstImages(data, Number(count), side)
    expect(images.classes).toEqual(manifest.classes)
    const found = new Collected(images.labels.length)
    found.add('pixels', images.pixels)
    await measureNumbers(classifier, images, side, found)
    await measureImages(classifier, images, side, found)
    built.dispose()
    const { labels, indices } = images
    const about = { model: id, weightsSha256: manifest.weights.sha256, data: basename(data), indices, labels, side }
    const settings = {
      ...{ epsilon255: EPSILON255, places: PLACES, curvedPlaces: CURVED_PLACES, logitFactor: Number(factor) },
    }
    const name = [id, data === 'edges' && 'edges', factor !== '1' && `logits-${factor}`].filter(Boolean).join('-')
    await writeFile(join(folder, `${name}.json`), `${JSON.stringify({ ...about, ...settings }, null, 1)}\n`)
    await writeFile(join(folder, `${name}.safetensors`), new Uint8Array(found.file()))
    console.log(`${id}: measured on ${labels.length} images of ${about.data}`)
  }
})
