/** @file Whether records can be of their plan: a schema sees each of them alone. */
import { oneTrial, trialCount } from '../numbers/epsilonSearch'
import { quoteName } from '../quote'
import type { ResultsOf } from './resultsFile'

/** What is wrong with them, as the beginning of a sentence; null if nothing is. */
export function recordsProblem({ plan, records, environments }: ResultsOf<'evaluation'>): string | null {
  const { measure, blockSize, indices } = plan
  const modelIds = new Set(plan.models.map(({ id }) => id))
  const blocks = Math.ceil(indices.length / blockSize)
  const blockOf = new Map(indices.map((index, place) => [index, Math.floor(place / blockSize)]))
  const steps =
    measure.id === 'accuracy'
      ? measure.epsilons.length
      : measure.id === 'transfer'
        ? 1
        : measure.id === 'worstCase'
          ? 1 + measure.others.length
          : measure.id === 'ranking'
            ? [measure.attack, ...measure.others]
                .map(({ id }) =>
                  trialCount(
                    measure.nearest.includes(id) ? oneTrial(measure.search as Search) : (measure.search as Search),
                  ),
                )
                .reduce((sum, trials) => sum + trials, 0)
            : trialCount(measure.search as Search)
  const keys = new Set<string>()
  for (const [place, { block, step, modelId, environment, outcome }] of records.entries()) {
    const says = (what: string) => `Record ${place} of the results ${what}`
    if (!modelIds.has(modelId)) return says(`is of the model ${quoteName(modelId)}, which the plan does not have`)
    if (block >= blocks) return says(`is of block ${block}, where the plan has ${blocks}, counted from 0`)
    if (step >= steps) return says(`is of step ${step}, where the plan has ${steps}, counted from 0`)
    if (environment >= Math.max(1, environments.length))
      return says(`names environment ${environment}, which is missing`)
    const key = JSON.stringify([block, step, modelId])
    if (keys.has(key)) return says(`repeats block ${block}, step ${step} of ${quoteName(modelId)}`)
    keys.add(key)
    const uneven = listsOf(outcome).some(({ length }) => length !== outcome.indices.length)
    if (uneven) return says('has lists that do not have one entry per index')
    const stray = outcome.indices.find((index) => blockOf.get(index) !== block)
    if (stray !== undefined) return says(`has image ${stray}, which is not in block ${block}`)
    if (new Set(outcome.indices).size < outcome.indices.length) return says('has an image twice')
    if ('unperturbed' in outcome !== (measure.id === 'transfer')) return says('does not have what the plan measures')
    if (!('unperturbed' in outcome)) {
      const wrong = outcome.verdicts.findIndex((verdict, i) => (outcome.sizes[i] === null) !== (verdict === 'robust'))
      if (wrong >= 0) return says(`has a size of image ${outcome.indices[wrong]} that does not go with its verdict`)
    }
  }
  return null
}

const listsOf = (outcome: Outcome): readonly (readonly unknown[])[] =>
  'unperturbed' in outcome
    ? [outcome.unperturbed, ...Object.values(outcome.verdicts)]
    : [
        outcome.verdicts,
        outcome.sizes,
        outcome.fooledBy,
        outcome.zeroGradient,
        ...(outcome.passes === undefined ? [] : [outcome.passes]),
      ]

type Outcome = ResultsOf<'evaluation'>['records'][number]['outcome']
type Search = Parameters<typeof trialCount>[0]
