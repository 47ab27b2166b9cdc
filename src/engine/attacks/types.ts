import type { Eps01 } from '../../units'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import type { Tensor1D, Tensor2D, Tensor4D } from '../tf'

export type AttackId = 'pgd'

/** What every L-infinity gradient attack is set by. */
export interface AttackSettings {
  readonly epsilon: Eps01
  readonly stepSize: Eps01
  readonly steps: number
  /** Seed of the uniform start in the ball; null starts from the picture itself. */
  readonly randomStartSeed: number | null
}

export interface AttackTarget {
  readonly classifier: Classifier
  /** (N, height, width, 3) in [0, 1] */
  readonly pixels: Tensor4D
  /** (N) int32 */
  readonly labels: Tensor1D
}

/** The caller owns the tensors. */
export interface AttackRun {
  readonly attacked: Tensor4D
  /** Of the attacked pictures (N, classes). */
  readonly logits: Tensor2D
  /** Cross-entropy summed over the pictures, before the first step and after each. */
  readonly losses: readonly number[]
}

/** Adding an attack is one file and one line in the registry. */
export interface Attack {
  readonly id: AttackId
  readonly name: string
  readonly run: (target: AttackTarget, settings: AttackSettings, control: JobControl) => Promise<AttackRun>
}
