/** @file Checks the form of an evaluation. */
import { numbersProblem } from '../../engine/settings/problem'
import { EPSILON_COUNT, FLAG_FIELDS, RANKING_FIELDS, SEARCH_FIELDS, SUBSET_FIELDS } from '../../plans/evaluationNumbers'
import type { Eps01 } from '../../units'
import { ascending } from './evaluationForm'
import type { SettledForm } from './evaluationSettled'

/** What is wrong with the form, in one sentence, or null. The engine checks the attack's own settings. */
export function formProblem(form: SettledForm) {
  const { measure, attack, epsilons, search, dataSet, images, flags, worstEpsilons, ranking } = form
  if (attack === null) return 'The engine has not started yet; wait until it is ready.'
  const { epsilon } = attack.settings
  if (measure === 'accuracy') return epsilonsProblem(epsilons) ?? sharedProblem()
  if (measure === 'minimalEpsilon') {
    return startProblem(search.start) ?? numbersProblem(SEARCH_FIELDS, search) ?? sharedProblem()
  }
  if (measure === 'worstCase') {
    const wrong = Object.values(worstEpsilons).find((size) => !(size > 0 && Number.isFinite(size)))
    return wrong === undefined ? sharedProblem() : `The epsilon of one norm is ${wrong}; choose a number above 0.`
  }
  if (measure === 'ranking') {
    return (
      numbersProblem(RANKING_FIELDS, ranking) ??
      startProblem(search.start) ??
      numbersProblem(SEARCH_FIELDS, search) ??
      sharedProblem()
    )
  }
  return epsilon > 0 ? sharedProblem() : `The epsilon is ${epsilon}; choose a number above 0.`

  function sharedProblem(): string | null {
    return (
      (images === 'gallery' ? null : numbersProblem(SUBSET_FIELDS, dataSet)) ??
      (flags === null ? null : numbersProblem(FLAG_FIELDS, flags))
    )
  }
}

const startProblem = (start: number): string | null =>
  start > 0 && Number.isFinite(start) ? null : `The search starts at epsilon ${start}; choose a number above 0.`

function epsilonsProblem(epsilons: readonly Eps01[]): string | null {
  const own = ascending(epsilons)
  const wrong = own.find((epsilon) => !(epsilon > 0 && Number.isFinite(epsilon)))
  if (wrong !== undefined) return `One epsilon is ${wrong}; choose numbers above 0.`
  return numbersProblem({ epsilons: EPSILON_COUNT }, { epsilons: own.length })
}
