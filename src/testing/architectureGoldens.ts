/** @file Goldens of every architecture (models/training/make_architecture_goldens.py), whose weights follow from their names. */
import { findArchitecture } from '../engine/architectures/registry'
import { crossEntropy } from '../engine/gradients/crossEntropy'
import * as tf from '../engine/tf'
import { readGoldens, readRepositoryFile } from './goldens'
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
