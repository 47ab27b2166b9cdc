import type { z } from 'zod'
import type { PixelImage, Pixels01 } from '../../units'
import type { GradientScalarId } from '../gradients/scalars/registry'
import type * as Fields from '../settings/fields'

/**
 * Each setting by name, built from the fields of settings. These are passed in, so that the page, which reads a
 * quantity's words and the names of its settings, needs no zod.
 */
export type QuantityFields = Readonly<Record<string, (fields: typeof Fields) => z.ZodType>>

/** The values of settings. */
export type SettingValues<Settings extends QuantityFields> = {
  readonly [Name in keyof Settings]: z.output<ReturnType<Settings[Name]>>
}

/** An image, and a model's outputs and gradients for it. Quantities share these, so each is computed once. */
export interface AskedModel {
  readonly image: PixelImage
  /** The requested class, or the model's own prediction. */
  readonly label: number
  /** (classes) */
  readonly logits: () => Promise<Float32Array>
  /**
   * The gradient of a scalar at the label with respect to the [0, 1] pixels, (height, width, 3): at the image, or at
   * other pixels in its layout, such as the image with noise.
   */
  readonly gradient: (of: GradientScalarId, pixels?: Pixels01) => Promise<Float32Array>
  /** The same of many images in its layout, one after another (N, height, width, 3), a batch at a time. */
  readonly gradients: (of: GradientScalarId, pixels: Pixels01) => Promise<ManyGradients>
  /** Images that come with the page and have a class of the model; of quantities that say `ofGallery` alone. */
  readonly gallery: () => Promise<LabelledSet>
  /** The loss of images in its layout (N, height, width, 3), each at a label of its own, with gradients and logits. */
  readonly lossesOf: (pixels: Pixels01, labels: readonly number[]) => Promise<ManyGradients & ManyLogits>
  /** The loss at the label of images in its layout (N, height, width, 3), by forward passes alone; one batch. */
  readonly losses: (pixels: Pixels01) => Promise<Float32Array>
  /**
   * The Hessian of the loss at the label with respect to the pixels, times a direction (height, width, 3): at the image,
   * or at other pixels in its layout. Those that are asked for at the same time are computed together.
   */
  readonly hessianProduct: (direction: Float32Array, pixels?: Pixels01) => Promise<Float32Array>
}

export interface LabelledSet {
  /** (N, height, width, 3) */
  readonly pixels: Pixels01
  /** Class indices of the model (N). */
  readonly labels: readonly number[]
}

export interface ManyLogits {
  /** (N, classes) */
  readonly logits: Float32Array
}

export interface ManyGradients {
  /** The scalar of each image (N). */
  readonly values: Float32Array
  /** (N, height, width, 3) */
  readonly gradients: Float32Array
}

/** A number of every image in statistics over many. */
export interface StatisticsNumber<Result> {
  /** In exports and addresses. */
  readonly id: string
  readonly title: string
  /** What it tells, in a sentence. */
  readonly about: string
  readonly scale: 'log' | 'linear' | 'correlation'
  readonly unit?: string
  /** null where it is not defined. */
  readonly of: (result: Result) => number | null
}

/** What is computed only once a person has asked to see it, with what has to be known to decide that. */
export interface OnDemand<Settings extends QuantityFields> {
  readonly formula: (settings: SettingValues<Settings>) => string
  /** How many input gradients it takes for one image. */
  readonly gradients: number
}

/** A number in a result, for comparing models on a shared axis. */
export interface ChartedNumber<Settings extends QuantityFields, Result> {
  /** "_" makes the next letter an index. */
  readonly title: (settings: SettingValues<Settings>) => string
  readonly scale: 'log' | 'correlation'
  /** null if it is undefined. */
  readonly of: (result: Result) => number | null
  /** Whether it grows with the number of pixels, which may differ between models. */
  readonly sumsOverPixels?: boolean
}

/**
 * Something computed from an image and a model, with its settings and words.
 *
 * Adding one is one file and one line in the registry. These files do arithmetic on plain arrays and never import tfjs:
 * the page reads their words.
 */
export interface Quantity<Settings extends QuantityFields, Result> {
  /** Its title. */
  readonly title: (settings: SettingValues<Settings>) => string
  /** What it shows, and how to read it, in a sentence or two. */
  readonly about: (settings: SettingValues<Settings>) => string
  /** Each takes the value of the display setting with its name, or its default. */
  readonly settings: Settings
  /** Whether it is of the gallery's images, which the page then sends along, and not of the one that is shown. */
  readonly ofGallery?: true
  /** Omitted if it is always computed. */
  readonly onDemand?: OnDemand<Settings>
  readonly measure: (asked: AskedModel, settings: SettingValues<Settings>) => Promise<Result>
  /** Numbers that are charted for each model. */
  readonly charted?: readonly ChartedNumber<Settings, Result>[]
  /** Numbers that statistics over many images measure. */
  readonly statistics?: readonly StatisticsNumber<Result>[]
}

/** Of questions without the gallery's images. */
export const noGallery = async (): Promise<LabelledSet> => {
  throw new Error('The images of the gallery were not sent along; ask again.')
}

/** Infers a definition's types from its settings and its result. */
export const defineQuantity = <const Settings extends QuantityFields, Result>(quantity: Quantity<Settings, Result>) =>
  quantity
