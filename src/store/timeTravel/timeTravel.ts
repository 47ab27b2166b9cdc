/** @file Time travel: a training seen epoch by epoch, with the maps that each epoch's weights give of one image. */
import type { QuantityResult } from '../../engine/quantities/registry'
import type { AttackOutcome } from '../../engine/types'
import type { PixelImage } from '../../units'

/** One step, as in a training that collapses, or many. */
export type TravelAttack = 'fgsm' | 'pgd'

export interface TimeTravelLook {
  /** null: the first that the page offers. */
  readonly runId: string | null
  readonly epoch: number
  /** Of the gallery; null: the image that the page shows. */
  readonly imageId: string | null
  /** Whose perturbation is drawn. */
  readonly attack: TravelAttack
  /** Whether the other runs are shown below it. */
  readonly isBeside: boolean
}

export interface TravelImage {
  readonly image: PixelImage
  /** Class index; null: each epoch's own prediction. */
  readonly label: number | null
  readonly name: string
}

/** What the weights of one epoch make of the image. */
export interface EpochResult {
  readonly image: PixelImage
  readonly prediction: QuantityResult<'prediction'>
  readonly gradient: QuantityResult<'gradient'>
  readonly alignment: QuantityResult<'alignment'>
  /** Within the epsilon that the run was measured at. */
  readonly attacks: Readonly<Record<TravelAttack, AttackOutcome>>
}
