/** @file What is wrong with the form of an evaluation. */
import type { Eps01 } from '../../units'
import { ascending, EVALUATION_LIMITS } from './evaluationForm'
import type { SettledForm } from './evaluationSettled'

/** What of the form can not be run, in one sentence, or null. The attack's own settings are checked by the engine. */
export function formProblem({ measure, attack, epsilons, search, dataSet, images, flags }: SettledForm) {
  if (attack === null) return 'The engine does not run yet; begin when it does.'
  const { epsilon } = attack.settings
  if (measure === 'accuracy') return epsilonsProblem(epsilons) ?? sharedProblem()
  if (measure === 'minimalEpsilon') {
    return (
      (search.start > 0 && Number.isFinite(search.start)
        ? null
        : `The search starts at epsilon ${search.start}; choose a number above 0.`) ??
      wholeProblem('number of doublings', search.doublings, EVALUATION_LIMITS.doublings) ??
      wholeProblem('number of bisections', search.bisections, EVALUATION_LIMITS.bisections) ??
      sharedProblem()
    )
  }
  return epsilon > 0 ? sharedProblem() : `The epsilon is ${epsilon}; choose a number above 0.`

  function sharedProblem(): string | null {
    return (
      (images !== 'gallery'
        ? (wholeProblem('number of images', dataSet.count, EVALUATION_LIMITS.images) ??
          wholeProblem("images' seed", dataSet.seed, EVALUATION_LIMITS.seed))
        : null) ??
      (flags === null
        ? null
        : (wholeProblem('number of images for red flags', flags.images, EVALUATION_LIMITS.flagImages) ??
          wholeProblem('number of steps for red flags', flags.steps, EVALUATION_LIMITS.flagSteps)))
    )
  }
}

function epsilonsProblem(epsilons: readonly Eps01[]): string | null {
  const own = ascending(epsilons)
  const wrong = own.find((epsilon) => !(epsilon > 0 && Number.isFinite(epsilon)))
  if (wrong !== undefined) return `One epsilon is ${wrong}; choose numbers above 0.`
  return wholeProblem('number of epsilons', own.length, EVALUATION_LIMITS.epsilons)
}

function wholeProblem(what: string, value: number, { min, max }: { readonly min: number; readonly max: number }) {
  if (Number.isInteger(value) && value >= min && value <= max) return null
  return `The ${what} is ${value}; choose a whole number from ${min} to ${max}.`
}
