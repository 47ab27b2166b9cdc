/** @file Objectives as they are offered: one that has two routes to its derivatives is one objective with a choice. */
import type { ObjectiveDescription, PenaltyRoute } from '../../store/finetune'

/** The same objective by finite differences, by its id. */
const BY_DIFFERENCES: Readonly<Record<string, string>> = { 'gradient-norm': 'gradient-norm-differences' }

export interface OfferedObjective {
  readonly id: string
  readonly name: string
}

/** Every objective once. */
export const offeredObjectives = (objectives: readonly ObjectiveDescription[]): readonly OfferedObjective[] =>
  objectives.filter(({ id }) => !Object.values(BY_DIFFERENCES).includes(id))

/** The id under which an objective is offered. */
export const offeredId = (id: string): string =>
  Object.keys(BY_DIFFERENCES).find((offered) => BY_DIFFERENCES[offered] === id) ?? id

/** The ids of both routes, or null where there is but one. */
export function routesOf(id: string): { readonly doubleBackprop: string; readonly finiteDifferences: string } | null {
  const offered = offeredId(id)
  const finiteDifferences = Object.hasOwn(BY_DIFFERENCES, offered) ? BY_DIFFERENCES[offered] : undefined
  return finiteDifferences === undefined ? null : { doubleBackprop: offered, finiteDifferences }
}

const ABOUT: Readonly<Record<string, string>> = {
  natural: 'Cross-entropy on pictures as they are: what robust training is held against.',
  'gradient-norm': 'Cross-entropy and the size of its gradient at the pixels, on clean pictures alone.',
  'edge-regularisation': 'Cross-entropy, and a gradient that lies where the picture has edges.',
  adversarial: 'Cross-entropy on pictures that PGD attacks at every step.',
  fgsm: 'Cross-entropy on pictures attacked in one step: fast, and known to collapse at times.',
  trades: 'Cross-entropy, and a prediction that an attack hardly changes.',
  'gradient-norm-adversarial': 'Both: cross-entropy on attacked pictures, and the gradient’s size on clean ones.',
}

export const aboutObjective = (id: string): string | null => {
  const offered = offeredId(id)
  return Object.hasOwn(ABOUT, offered) ? (ABOUT[offered] as string) : null
}

export const ROUTE_WORDS: Readonly<Record<PenaltyRoute, string>> = {
  none: 'no second derivatives needed',
  doubleBackprop: 'double backprop',
  finiteDifferences: 'finite differences',
}
