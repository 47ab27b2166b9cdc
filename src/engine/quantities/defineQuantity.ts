import type { z } from 'zod'
import type { PixelImage, Pixels01 } from '../../units'
import type { GradientScalarId } from '../gradients/scalars/registry'
import type * as Fields from '../settings/fields'

/**
 * Each setting by its name, made of the fields of settings. They are passed in, so that the page, which reads a
 * quantity's words and the names of its settings, does without zod.
 */
export type QuantityFields = Readonly<Record<string, (fields: typeof Fields) => z.ZodType>>

/** The values of settings. */
export type SettingValues<Settings extends QuantityFields> = {
  readonly [Name in keyof Settings]: z.output<ReturnType<Settings[Name]>>
}

/** An image, and what a model answers of it. Quantities share the answers: each is computed once. */
export interface AskedModel {
  readonly image: PixelImage
  /** The class that was asked for, or the model's own prediction. */
  readonly label: number
  /** (classes) */
  readonly logits: () => Promise<Float32Array>
  /**
   * The gradient of a scalar at the label with respect to the [0, 1] pixels, (height, width, 3): of the image, or of
   * other pixels in its layout, such as the image with noise.
   */
  readonly gradient: (of: GradientScalarId, pixels?: Pixels01) => Promise<Float32Array>
}

/** A number of a result, in which models are compared on a shared axis. */
export interface ChartedNumber<Settings extends QuantityFields, Result> {
  /** "_" sets the letter after it as an index. */
  readonly title: (settings: SettingValues<Settings>) => string
  readonly scale: 'log' | 'correlation'
  /** null where it is not defined. */
  readonly of: (result: Result) => number | null
  /** Whether it grows with the number of pixels, which models may differ in. */
  readonly sumsOverPixels?: boolean
}

/**
 * What is computed of an image and a model, with its settings and words.
 *
 * Adding one is one file and one line in the registry. These files do arithmetic on plain arrays and never import tfjs:
 * the page reads their words.
 */
export interface Quantity<Settings extends QuantityFields, Result> {
  /** As a title. */
  readonly title: (settings: SettingValues<Settings>) => string
  /** What it shows, and how to read it, in a sentence or two. */
  readonly about: (settings: SettingValues<Settings>) => string
  /** A display setting of the same name sets it; without one it has its default. */
  readonly settings: Settings
  readonly measure: (asked: AskedModel, settings: SettingValues<Settings>) => Promise<Result>
  /** Its numbers that are charted, model by model. */
  readonly charted?: readonly ChartedNumber<Settings, Result>[]
}

/** Lets a definition's types follow from its settings and from what it returns. */
export const defineQuantity = <const Settings extends QuantityFields, Result>(quantity: Quantity<Settings, Result>) =>
  quantity
