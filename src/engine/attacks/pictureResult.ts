import type { LossDescription } from './losses/description'
import type { Ending } from './walk'

/** The worst that all runs together did to one picture. */
export interface PictureResult extends Omit<Ending, 'steps'> {
  /** Name of the run that did it; null where the clean picture has fallen already. */
  readonly run: string | null
  /** What `loss` and `losses` are; null where no run was made. */
  readonly climbed: LossDescription | null
  /** Steps made on this picture, in all runs. */
  readonly iterations: number
  /** Of the clean picture. */
  readonly cleanLogits: Float32Array
  /** Whether it was so of every run on this picture. */
  readonly zeroGradient: boolean
}
