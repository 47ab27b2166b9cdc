/** @file What goes into the engine and what comes out: plain arrays, never tensors. */
import type { Outcome } from '../outcomes/outcome'
import type { PixelImage, Pixels01 } from '../units'
import type { PassCount } from './attacks/loop/passes'
import type { LossDescription } from './attacks/losses/description'
import type { AttackChoice } from './attacks/registry'
import type { Manifest } from './checkpoints/manifest'
import type { QuantityChoice } from './measureQuantity'
import type { LabelledSet } from './quantities/defineQuantity'
import type { QuantityId } from './quantities/registry'

/** Where a model's two files can be fetched. */
export interface ModelLocation {
  readonly id: string
  readonly manifestUrl: string
  readonly weightsUrl: string
  /** Of a run with the weights of every epoch, whose run.json `manifestUrl` then is. */
  readonly epoch?: number
}

export interface LoadedModel {
  readonly id: string
  readonly manifest: Manifest
}

/** What is asked of a model about an image. */
export interface AskInput {
  readonly modelId: string
  readonly image: PixelImage
  /** Class index, or null for the model's own prediction. */
  readonly label: number | null
}

export interface MeasureInput<Id extends QuantityId = QuantityId> extends QuantityChoice<Id>, AskInput {
  /** For quantities of the gallery, in the layout of the image. */
  readonly gallery?: LabelledSet
}

export interface AttackInput {
  readonly modelId: string
  readonly image: PixelImage
  readonly label: number
  /** The class to be reached, in a targeted attack. */
  readonly target?: number | null
  readonly attack: AttackChoice
}

export interface AttackOutcome {
  readonly attacked: Pixels01
  readonly logits: Float32Array
  /** What the attack maximised, at `attacked`. */
  readonly loss: number
  /** The same in the run that `attacked` is from, at its iterates: before the first step and after each. */
  readonly losses: readonly number[]
  /** What both are. */
  readonly maximised: LossDescription
  /** Whether `attacked` is of a run that looks for the smallest perturbation: its size says more than epsilon. */
  readonly minimisesNorm: boolean
  /** Of the perturbation, in the attack's norm, of pixels in [0, 1]: of a minimal-norm attack often far below epsilon. */
  readonly size: number
  readonly verdict: Outcome
  /**
   * Whether the gradient that the attack followed was zero everywhere in the end, in every run: it could not move, and
   * that the image stands shows nothing. Never so of attacks that ask for no gradient.
   */
  readonly zeroGradient: boolean
}

/** Images at the model's input size, one after another. Arrays have an entry an image. */
export interface AttackBatchInput {
  readonly modelId: string
  /** (N, height, width, 3) */
  readonly pixels: Pixels01
  readonly labels: readonly number[]
  /** Classes to be reached, in a targeted attack. */
  readonly targets?: readonly number[] | null
  readonly attack: AttackChoice
  /** Instead of the settings' own epsilon. */
  readonly epsilons?: readonly number[]
  /**
   * What stands for an image in its seeds: its index in the data set, so that results do not depend on how
   * images are grouped. Its position here where it is left out.
   */
  readonly indices?: readonly number[]
  /** (N, height, width, 3): where runs start instead of at random; brought into the ball first. */
  readonly starts?: Float32Array | null
  /**
   * Whether an image is done once it is fooled, and those that are wrong without an attack are not attacked at
   * all. True unless it is set; false makes every step of every run on every image.
   */
  readonly stopWhenFooled?: boolean
  /** The most images that are attacked at once. */
  readonly batchSize?: number
}

/** What an attack did to one image at worst: what is fooled is worse than what holds, then the larger loss. */
export interface AttackedImage {
  readonly verdict: Outcome
  readonly attacked: Pixels01
  /** Of `attacked`. */
  readonly logits: Float32Array
  readonly predicted: number
  /** What the attack maximised, at `attacked`; NaN where no run was made. */
  readonly loss: number
  /** The same in the run that `attacked` is from, at its iterates: before its first step and after each. */
  readonly losses: Float32Array
  /** Steps made on this image, in all runs. */
  readonly iterations: number
  /** The run that `attacked` is from, for people; null where the clean image was wrong and no run was made. */
  readonly run: string | null
  /** What `loss` and `losses` are; null where no run was made. */
  readonly maximised: LossDescription | null
  /** Whether that run looks for the smallest perturbation. */
  readonly minimisesNorm: boolean
  /** As of AttackOutcome. */
  readonly zeroGradient: boolean
  /** Whether an iterate of any run fooled the model, even if what it handed over in the end does not. */
  readonly fooledOnTheWay: boolean
  /** What the attack asked of the model for this image, in all runs, with the look at the clean image. */
  readonly passes: Readonly<PassCount>
}
