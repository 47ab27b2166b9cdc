/** @file The objectives that the page offers. Two ways to compute the same derivatives count as one objective with a choice. */
import type { DerivativeRoute, ObjectiveDescription } from '../../../store/training/training'

type Objectives = readonly ObjectiveDescription[]

/** The id under which an objective is offered. */
export const offeredId = (objectives: Objectives, id: string): string =>
  objectives.find((objective) => objective.id === id)?.route?.of ?? id

/** Every objective once. */
export const offeredObjectives = (objectives: Objectives): Objectives =>
  objectives.filter(({ id, route }) => route === null || route.of === id)

/** The ids of both routes, or null if there is only one. */
export function routesOf(
  objectives: Objectives,
  id: string,
): { readonly doubleBackprop: string; readonly finiteDifferences: string } | null {
  const offered = offeredId(objectives, id)
  const by = (route: DerivativeRoute) =>
    objectives.find((objective) => objective.route?.of === offered && objective.route.by === route)?.id
  const [doubleBackprop, finiteDifferences] = [by('doubleBackprop'), by('finiteDifferences')]
  return doubleBackprop && finiteDifferences ? { doubleBackprop, finiteDifferences } : null
}

export const ROUTE_WORDS: Readonly<Record<DerivativeRoute, string>> = {
  none: 'no second derivatives needed',
  doubleBackprop: 'double backprop',
  finiteDifferences: 'finite differences',
}
