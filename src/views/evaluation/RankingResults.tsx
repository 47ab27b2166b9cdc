import { type ReactNode, useMemo } from 'react'
import { optimalityDots } from '../../charts/optimalityDots'
import { countOf } from '../../countOf'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { contendersOf } from '../../store/evaluation/ranking/contenders'
import { whole } from '../parts/format'
import { AttackResults } from './AttackResults'
import { RankedCell } from './RankedCell'
import type { ResultsProps } from './resultsProps'

type RankingProps = ResultsProps<'ranking'>

/** Attacks from the best to the worst, by their mean optimality over models. */
export function RankingResults({ results, ...shared }: RankingProps) {
  const { run, models, attacks } = shared
  const { measure } = run.plan
  const ranked = useMemo(() => rankedRows(run, results, attacks), [run, results, attacks])
  const found = (id: string) => results.models.find(({ modelId }) => modelId === id)
  const optimalityAt = (id: string, place: number) => {
    const optimality = found(id)?.attacks[place]?.optimality ?? null
    return optimality && { share: optimality.value, low: optimality.low, high: optimality.high }
  }
  const chart = optimalityDots({
    names: ranked.map(({ name }) => name),
    models: models.map(({ id, name, color }) => ({
      ...{ id, name, color },
      shares: ranked.map(({ place }) => optimalityAt(id, place)),
    })),
  })
  if (measure.id !== 'ranking') return null
  return (
    <AttackResults
      {...shared}
      chart={chart}
      chartCaption="How near each attack comes to the best of all on every image, at the same budget of passes (AttackBench’s optimality); lines: 95 % intervals (bootstrap over images)"
      tableCaption={`Optimality with its 95 % interval, and of the images that are right without an attack: how many are fooled, the median of the smallest perturbations, and the passes of the model that it took on average, of at most ${whole(measure.budget)}`}
    >
      {ranked.map(({ name, steps, place }) => (
        <tr key={name}>
          <th scope="row">
            {name}
            <span className="muted table-note"> {steps}</span>
          </th>
          {models.map(({ id }) => (
            <RankedCell key={id} model={found(id)} place={place} measure={measure} />
          ))}
        </tr>
      ))}
      <tr>
        <th scope="row">fooled by none of them</th>
        {models.map(({ id }) => (
          <td key={id}>{unfooledWords(found(id))}</td>
        ))}
      </tr>
    </AttackResults>
  )
}

interface RankedRow {
  readonly name: string
  /** Such as "31 steps, up to 16 trials". */
  readonly steps: string
  /** In the plan's order. */
  readonly place: number
}

function rankedRows(
  { plan: { measure } }: EvaluationRun,
  { models }: RankingProps['results'],
  attacks: readonly AttackDescription[],
): readonly RankedRow[] {
  if (measure.id !== 'ranking') return []
  const meanOf = (place: number) => {
    const values = models.flatMap((model) => model.attacks[place]?.optimality?.value ?? [])
    return values.length === 0 ? -1 : values.reduce((sum, value) => sum + value, 0) / values.length
  }
  return contendersOf(measure)
    .map(({ attack, search }, place) => {
      const trials = 1 + search.doublings + search.bisections
      return {
        name: attacks.find(({ id }) => id === attack.id)?.name ?? attack.id,
        steps: [stepsWords(attack.settings), trials > 1 && `up to ${countOf(trials, 'trial')}`]
          .filter(Boolean)
          .join(', '),
        place,
      }
    })
    .toSorted((one, other) => meanOf(other.place) - meanOf(one.place))
}

function stepsWords(settings: object): string {
  if ('steps' in settings) return countOf(settings.steps as number, 'step')
  return 'queries' in settings ? countOf(settings.queries as number, 'query', 'queries') : ''
}

function unfooledWords(model: RankingProps['results']['models'][number] | undefined): ReactNode {
  if (model === undefined || model.images === 0) return '–'
  const right = model.images - model.wrong
  const unfooled = (model.attacks[0]?.sizes ?? []).filter((_, image) =>
    model.attacks.every(({ sizes }) => sizes[image] === Number.POSITIVE_INFINITY),
  ).length
  return `${whole(unfooled)} of ${whole(right)}; ${whole(model.wrong)} wrong`
}
