import type { LossDescription } from '../losses/description'
import type { Ending } from './walk'

/** The worst that all runs together did to one image. */
export interface ImageResult extends Omit<Ending, 'steps'> {
  /** Name of the run that did it; null where the clean image is fooled already. */
  readonly run: string | null
  /** What `loss` and `losses` are; null where no run was made. */
  readonly maximised: LossDescription | null
  /** Whether that run looks for the smallest perturbation. */
  readonly minimisesNorm: boolean
  /** Steps made on this image, in all runs. */
  readonly iterations: number
  /** Of the clean image. */
  readonly cleanLogits: Float32Array
  /** Whether it was so of every run on this image. */
  readonly zeroGradient: boolean
  /** Whether it was so of any run. */
  readonly fooledOnTheWay: boolean
}
