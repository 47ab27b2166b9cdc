/** @file Every optimiser that can be chosen. */
import { parseSettings } from '../../settings/check'
import { adamw } from './adamw'
import { sgd } from './sgd'
import type { Optimizer, Update, Updated, ValuesUpdate } from './types'

const ALL = [sgd, adamw] as const

export const OPTIMIZERS: readonly Optimizer<unknown>[] = ALL as readonly unknown[] as readonly Optimizer<unknown>[]

/** An optimiser by id; omitted settings have their defaults. */
export interface OptimizerChoice {
  readonly id: string
  readonly settings?: unknown
}

export interface ChosenOptimizer {
  readonly optimizer: Optimizer<unknown>
  /** All settings, defaults included. */
  readonly settings: unknown
  readonly update: (update: Update) => Updated
  /** Null where it takes tensors alone. */
  readonly updateValues: ((update: ValuesUpdate) => void) | null
}

/** Throws one sentence that names the optimiser or the setting that is wrong. */
export function chooseOptimizer({ id, settings: given = {} }: OptimizerChoice): ChosenOptimizer {
  const optimizer = OPTIMIZERS.find((known) => known.id === id)
  if (optimizer === undefined) {
    throw new Error(
      `The optimiser "${id}" is unknown; choose one of ${OPTIMIZERS.map((known) => known.id).join(', ')}.`,
    )
  }
  const settings = parseSettings(optimizer.settings, given)
  const { updateValues } = optimizer
  return {
    optimizer,
    settings,
    update: (update) => optimizer.update(update, settings),
    updateValues: updateValues ? (update) => updateValues(update, settings) : null,
  }
}
