/** @file The tiny ResNets of the goldens, with their batch. */
import { resnet } from '../engine/architectures/resnet/network'
import type { Architecture } from '../engine/architectures/types'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { StoredTensor } from '../engine/checkpoints/safetensors'
import { type Classifier, createClassifier } from '../engine/classifier'
import * as tf from '../engine/tf'
import { type GoldenIndex, readGoldenIndex, readGoldens } from './goldens'
import { numberedClasses } from './numberedClasses'

const { tiny }: GoldenIndex = await readGoldenIndex()

/** Values of PyTorch's, such as "gelu-small/logits". */
export const tinyGolden = await readGoldens(tiny.file)

export const TINY_MODELS: readonly string[] = tiny.models
export const { mean: TINY_MEAN, std: TINY_STD, labels: TINY_LABELS, classes: TINY_CLASSES } = tiny

/** One of them, such as "gelu-stride-2": settings, the names of its parameters, these, and the pixels of the batch. */
export function tinyResNet(name: string) {
  const [activation, ...words] = name.split('-')
  const { widths, depths, classes } = tiny
  const settings = resnet.parseSettings({ name: 'resnet', widths, depths, activation, stem: words.join('-') })
  const toTensor = ({ values, shape }: StoredTensor) => tf.tensor(values, [...shape])
  const names = [...resnet.parameterShapes(settings, classes).keys()]
  const parameters = names.map((parameter) => toTensor(tinyGolden(`${name}/weights/${parameter}`)))
  return { settings, names, parameters, pixels: toTensor(tinyGolden('pixels')) as tf.Tensor4D }
}

/** One of them as a classifier, with the pixels of the batch; both are disposed of by the caller. */
export function tinyResNetClassifier(name: string): { classifier: Classifier; pixels: tf.Tensor4D } {
  const { settings, names, parameters, pixels } = tinyResNet(name)
  const [, height, width] = pixels.shape
  const input = { height, width, channels: 3, mean: TINY_MEAN, std: TINY_STD }
  const manifest = { classes: numberedClasses(tiny.classes), input } as unknown as Manifest
  const named = new Map(names.map((parameter, i) => [parameter, parameters[i] as tf.Tensor]))
  return {
    classifier: createClassifier(manifest, resnet as Architecture<unknown, unknown>, settings, named),
    pixels,
  }
}
