/** @file What a model of TensorFlow.js says of the images that it takes and the classes that it tells apart. */
import { countOf } from '../../countOf'
import { quoteShape } from '../../quote'
import { firstArithmetic, graphOutputCount, placeholderShape, takesFloats, type WeightShapes } from './graph/ends'
import { firstLayers, inputShape, outputCount } from './layers/ends'
import { layerName } from './layers/types'
import type { TfjsPlan } from './plan'

export interface TfjsFindings {
  readonly channels: 1 | 3
  /** Width and height; null where the model takes any. */
  readonly size: number | null
  readonly classes: number
}

/** [batch, height, width, channels]; null where the file does not say. */
export const inputShapeOf = (plan: TfjsPlan): readonly (number | null)[] | null =>
  plan.kind === 'layers' ? inputShape(plan.model) : placeholderShape(plan.graph)

/** Throws one sentence where it is not a classifier of square images of one channel or three. */
export function findingsOfTfjs(plan: TfjsPlan, shapes: WeightShapes): TfjsFindings {
  if (plan.kind === 'graph' && !takesFloats(plan.graph)) {
    throw new Error(
      'The graph takes whole numbers as pixels, by which nothing can be differentiated; convert a model whose input is float32.',
    )
  }
  const shape = inputShapeOf(plan)
  if (shape === null || shape.length !== 4) {
    throw new Error(
      `The model's input has the shape ${written(shape)} where a classifier of images takes [batch, height, width, channels]; convert the classifier alone.`,
    )
  }
  const [, height = null, width = null, channels = null] = shape
  if (channels !== 1 && channels !== 3) {
    throw new Error(
      `The model takes images of the shape ${written(shape)} where this page has one channel or three, the last; convert a model of RGB or grey images with channels_last.`,
    )
  }
  if (height !== null && width !== null && height !== width) {
    throw new Error(
      `The model takes images of ${width} × ${height} pixels where this page shows square ones; convert it for square images.`,
    )
  }
  return { channels, size: height ?? width, classes: classesOf(plan, shapes) }
}

const written = (shape: readonly (number | null)[] | null): string => (shape === null ? '[unknown]' : quoteShape(shape))

function classesOf(plan: TfjsPlan, shapes: WeightShapes): number {
  const count = plan.kind === 'layers' ? outputCount(plan.model) : graphOutputCount(plan.graph, shapes)
  if (count === null) {
    throw new Error(
      'The number of the model’s classes is not known by its last layer; convert a classifier that ends in a dense layer or a convolution.',
    )
  }
  if (Number.isInteger(count) && count >= 1 && count <= 10_000) return count
  throw new Error(
    `The model tells ${countOf(count, 'class')} apart where this page takes 2 to 10,000; convert a classifier.`,
  )
}

/** What the model does to its pixels first, as far as it tells which it expects. */
export interface OwnScaling {
  /** Whether pixels of 0 to 255 are brought near 1, rather than those of 0 to 1 to -1 and 1. */
  readonly takes255: boolean
  /** For people: "the layer “rescaling”". */
  readonly place: string
}

/** Factors below this make numbers near 1 of 0 to 255: Keras has 1/127.5 and 1/255, and 2 for pixels of 0 to 1. */
const OF_255 = 0.1
/** What is subtracted from pixels of 0 to 255 is larger. */
const LARGEST_OF_1 = 2

/**
 * @param numberOf one number of a weight, by its name in model.json
 */
export async function ownScaling(
  plan: TfjsPlan,
  numberOf: (weight: string) => Promise<number | null>,
): Promise<OwnScaling | null> {
  if (plan.kind === 'layers') {
    const layer = firstLayers(plan.model).find(({ class_name }) => class_name === 'Rescaling')
    const scale = layer?.config.scale
    if (layer === undefined || typeof scale !== 'number') return null
    return { takes255: Math.abs(scale) < OF_255, place: `the layer “${layerName(layer)}”` }
  }
  for (const { op, weight, node } of firstArithmetic(plan.graph)) {
    const value = await numberOf(weight)
    if (value === null) continue
    const place = `the node “${node}”`
    if (op === 'Mul') return { takes255: Math.abs(value) < OF_255, place }
    if (op === 'RealDiv') return { takes255: Math.abs(value) > 1 / OF_255, place }
    if (Math.abs(value) > LARGEST_OF_1) return { takes255: true, place }
  }
  return null
}
