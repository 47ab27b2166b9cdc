import type { FusedLossName } from '../../backend/webgpuKernels/losses'
import type { Tensor1D, Tensor2D } from '../../tf'
import type { LossDescription } from './description'

/** What an attack maximises: larger is worse for the model. Every value is of its own image alone. */
export interface AttackLoss {
  /** What its values are, for people, with or without a target. */
  readonly describe: (hasTarget: boolean, classCount: number) => LossDescription
  /** The least number of classes that it is defined for. */
  readonly minClasses: number
  /** The fused kernel that computes `values` and their gradient, for backends that have it; absent where none does. */
  readonly kernel?: FusedLossName
  /**
   * Differentiable once in the logits.
   *
   * @param logits (N, classes)
   * @param labels (N) int32
   * @param targets (N) int32, or null where a loss without a target is asked for
   * @returns (N)
   */
  values(logits: Tensor2D, labels: Tensor1D, targets: Tensor1D | null): Tensor1D
}
