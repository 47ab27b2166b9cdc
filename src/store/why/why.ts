/** @file What the article on robustness and gradients computes of the models on screen. */
import type { Outcome } from '../../outcomes/outcome'
import type { Eps255 } from '../../units'

/** The loss of an attacked image against the attack's size, beside what the gradient alone foretells. */
export interface LossGrowth {
  /** Of the loss's gradient at the image, in nats per unit of pixel value. */
  readonly l1: number
  /** By size, ascending, from 0; increases of cross-entropy in nats. */
  readonly points: readonly GrowthPoint[]
}

export interface GrowthPoint {
  readonly epsilon: Eps255
  /** ε‖∇L‖₁. */
  readonly firstOrder: number
  /** By PGD. */
  readonly measured: number
}

/** One image of the gallery, whose label the model is more or less certain of. */
export interface CertaintySample {
  readonly id: string
  /** Cross-entropy in nats: near 0 where the model is certain. */
  readonly loss: number
  /** L1 norms of the gradients of the loss and of the logit margin. */
  readonly lossL1: number
  readonly marginL1: number
}

/** What one attack reached on the image. */
export interface Reached {
  readonly name: string
  /** Whether the attack asks the model for gradients. */
  readonly followsGradient: boolean
  /** Cross-entropy of the attacked image, in nats. */
  readonly loss: number
  readonly verdict: Outcome
}

export interface ReachedLosses {
  readonly epsilon: Eps255
  readonly attacks: readonly Reached[]
}

export interface WhyResults {
  readonly growth: LossGrowth
  readonly certainty: readonly CertaintySample[]
  readonly reached: ReachedLosses
}

export type WhyFigureId = keyof WhyResults
