import type { Classifier } from '../../classifier'
import type { Goal } from '../goal'
import type { NormId } from '../norms/descriptions'

/** The images of an attack, in plain arrays. */
export interface AttackTask {
  readonly classifier: Classifier
  readonly norm: NormId
  readonly goal: Goal
  readonly height: number
  readonly width: number
  /** (N, height, width, 3) in [0, 1] */
  readonly pixels: Float32Array
  /** (N) true classes. */
  readonly labels: ArrayLike<number>
  /** (N) classes to be reached; null where the goal is untargeted. */
  readonly targets: ArrayLike<number> | null
  /** (N) */
  readonly epsilons: ArrayLike<number>
  /** (N) What stands for each image in its seeds: the same image has the same index in every batch and order. */
  readonly indices: ArrayLike<number>
  /** (N, height, width, 3): where runs start instead of at random, or null. */
  readonly starts: Float32Array | null
  readonly seed: number
}
