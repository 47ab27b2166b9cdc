/** @file Every objective that can be trained for. */
import { parseSettings } from '../settings/check'
import { adversarial } from './adversarial'
import { edgeRegularisation } from './edgeRegularisation'
import { fgsmAdversarial } from './fgsm'
import { gradientNorm } from './gradientNorm'
import { gradientNormAdversarial } from './gradientNormAdversarial'
import { gradientNormDifferences } from './gradientNormDifferences'
import { natural } from './natural'
import { trades } from './trades'
import type { Objective, ObjectiveBatch, ObjectiveResult } from './types'

const ALL = [
  natural,
  gradientNorm,
  gradientNormDifferences,
  edgeRegularisation,
  adversarial,
  fgsmAdversarial,
  trades,
  gradientNormAdversarial,
] as const

export const OBJECTIVES: readonly Objective<unknown>[] = ALL as readonly unknown[] as readonly Objective<unknown>[]

/** An objective by id, with its settings; omitted ones have their defaults. */
export interface ObjectiveChoice {
  readonly id: string
  readonly settings?: unknown
}

/** An objective with its settings, which training minimises. */
export interface ChosenObjective {
  readonly objective: Objective<unknown>
  /** All settings, defaults included. */
  readonly settings: unknown
  readonly evaluate: (batch: ObjectiveBatch) => ObjectiveResult
}

/** Throws one sentence that names the objective or the setting that is wrong. */
export function chooseObjective({ id, settings: given = {} }: ObjectiveChoice): ChosenObjective {
  const objective = OBJECTIVES.find((known) => known.id === id)
  if (objective === undefined) {
    throw new Error(
      `The objective "${id}" is unknown; choose one of ${OBJECTIVES.map((known) => known.id).join(', ')}.`,
    )
  }
  const settings = parseSettings(objective.settings, given)
  return { objective, settings, evaluate: (batch) => objective.evaluate(batch, settings) }
}
