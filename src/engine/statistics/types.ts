/** @file What the engine measures of many images for statistics: plain data that can be cloned and stored. */
import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { Eps01 } from '../../units'
import type { AttackChoice } from '../attacks/registry'
import type { ImageSource } from '../evaluation/types'
import type { QuantityId } from '../quantities/registry'

export interface StatisticsInput {
  readonly modelId: string
  readonly images: ImageSource
  /** Quantities whose numbers are measured, besides those that cost no further pass. */
  readonly quantities: readonly QuantityId[]
  /** The size of perturbations, for quantities that depend on one. */
  readonly epsilon: Eps01
  /** By which images are split into robust and fooled; null: not at all. */
  readonly attack: AttackChoice | null
}

/** Arrays have an entry an image. Images that cannot be read are missing. */
export interface ImageStatistics {
  /** Positions in the source. */
  readonly indices: readonly number[]
  /** The model's class indices. */
  readonly labels: readonly number[]
  readonly predicted: readonly number[]
  /** By the id of the number, such as "l1"; null where it is not defined. */
  readonly numbers: Readonly<Record<string, readonly (number | null)[]>>
  /** `wrong` or, without an attack, `robust`: right. */
  readonly outcomes: readonly UntargetedOutcome[]
  /** Of |∇L| at every pixel of all images: counts a bin (see numbers/logBins.ts) for red, green and blue. */
  readonly channelBins: readonly [red: readonly number[], green: readonly number[], blue: readonly number[]]
}
