/** @file Goldens of every architecture (models/training/make_architecture_goldens.py), whose weights follow from their names. */
import { ARCHITECTURE_NAMES, findArchitecture, loadArchitecture } from '../engine/architectures/registry'
import type { Manifest } from '../engine/checkpoints/manifest'
import { createClassifier } from '../engine/classifier'
import { crossEntropy } from '../engine/gradients/crossEntropy'
import * as tf from '../engine/tf'
import type { TestedBackend } from './backends'
import { readGoldens, readRepositoryFile } from './goldens'
import { numberedClasses } from './numberedClasses'
import { seededParameter, seededUnit } from './seededValues'

export interface ArchitectureCase {
  /** The manifest's field. */
  readonly architecture: { readonly name: string }
  /** Of the images, in pixels. */
  readonly side: number
  readonly channels: number
}

interface ArchitectureGoldenIndex {
  readonly classes: number
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
  readonly labels: readonly number[]
  readonly directions: readonly string[]
  readonly cases: Readonly<Record<string, ArchitectureCase>>
  readonly fullSize: {
    readonly side: number
    readonly classes: number
    /** Side of the squares over which gradients are added up. */
    readonly square: number
    readonly models: Readonly<Record<string, { readonly name: string }>>
  }
}

export const architectureGoldens: ArchitectureGoldenIndex = JSON.parse(
  new TextDecoder().decode(await readRepositoryFile('e2e/goldens/architectures-index.json')),
)
export const architectureGolden = await readGoldens('architectures.safetensors')
await Promise.all(ARCHITECTURE_NAMES.map(loadArchitecture))

/** Shaders take long to compile in software: of each family, what no other has. */
const ON_WEBGPU = [
  'resnet-bottleneck',
  'resnet-average-pool',
  'preact-input',
  'deepmind-wide',
  'vit-distilled',
  'vit-qk-norm',
  'swin-windows',
  'convnext',
  'convnext-v2',
  'sequential-grey',
]

/** The names of the cases that a backend is tested with. */
export const casesOn = (backend: TestedBackend): readonly string[] =>
  backend === 'webgpu' ? ON_WEBGPU : Object.keys(architectureGoldens.cases)

/** A model of the goldens, as functions of its pixels and parameters. */
export function seededModel({ architecture: field, side, channels }: ArchitectureCase, classes: number, count: number) {
  const { labels } = architectureGoldens
  const [mean, std] = [architectureGoldens.mean.slice(0, channels), architectureGoldens.std.slice(0, channels)]
  const architecture = findArchitecture(field.name)
  const settings = architecture.parseSettings(field)
  architecture.checkInput?.(settings, side, side, channels)
  const shapes = [...architecture.parameterShapes(settings, classes)]
  const names = shapes.map(([name]) => name)
  const parameters = shapes.map(([name, shape]) => tf.tensor(seededParameter(name, shape), [...shape]))
  const pixels = tf.tensor4d(seededUnit('pixels', count * side * side * channels), [count, side, side, channels])
  const logits = (x: tf.Tensor4D, values: readonly tf.Tensor[]) => {
    const named = new Map(names.map((name, i) => [name, values[i] as tf.Tensor]))
    const normalised = tf.div(tf.sub(x, mean), std) as tf.Tensor4D
    return architecture.logits(architecture.prepare(named, settings), settings, normalised)
  }
  const inputGradient = (values: readonly tf.Tensor[]) =>
    tf.grad((x) => {
      const losses = crossEntropy(logits(x as tf.Tensor4D, values), tf.tensor1d(labels.slice(0, count), 'int32'))
      return tf.sum(losses)
    })(pixels)
  return { names, parameters, pixels, logits, inputGradient }
}

/** The same as a classifier of the golden's name, and pixels (N, side, side, 3) for it. The caller owns both. */
export function seededClassifier(name: string) {
  const { cases, classes, labels, mean, std } = architectureGoldens
  const model = cases[name] as ArchitectureCase
  const { architecture, side, channels } = model
  const { names, parameters, pixels } = seededModel(model, classes, labels.length)
  const [means, deviations] = [mean.slice(0, channels), std.slice(0, channels)]
  const input = { height: side, width: side, channels, mean: means, std: deviations }
  const manifest = { name, classes: numberedClasses(classes), input } as unknown as Manifest
  const named = new Map(names.map((parameter, i) => [parameter, parameters[i] as tf.Tensor]))
  const found = findArchitecture(architecture.name)
  const classifier = createClassifier(manifest, found, found.parseSettings(architecture), named)
  // The page shows grey images as RGB ones.
  const rgb = tf.tile(pixels, [1, 1, 1, 3 / channels]) as tf.Tensor4D
  pixels.dispose()
  return { classifier, pixels: rgb, channels }
}

/** Size of a gradient in a parameter, and its products with directions that follow from the parameter's name. */
export function digest(name: string, slope: Float32Array): number[] {
  const products = architectureGoldens.directions.map((direction) =>
    seededUnit(`${direction}/${name}`, slope.length).reduce(
      (sum, unit, i) => sum + (2 * unit - 1) * (slope[i] as number),
      0,
    ),
  )
  const size = Math.sqrt(slope.reduce((sum, value) => sum + value ** 2, 0))
  return [size, ...products]
}
