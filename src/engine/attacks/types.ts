import type { Eps01 } from '../../units'

export type AttackId = 'pgd'

/** What every L-infinity gradient attack is set by. */
export interface AttackSettings {
  readonly epsilon: Eps01
  readonly stepSize: Eps01
  readonly steps: number
  /** Seed of the uniform start in the ball; null starts from the picture itself. */
  readonly randomStartSeed: number | null
}
