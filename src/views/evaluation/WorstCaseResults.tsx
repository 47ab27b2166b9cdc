import { type ReactNode, useMemo } from 'react'
import { accuracyByThreat } from '../../charts/accuracyByThreat'
import type { OutcomeShare, WorstCase } from '../../store/evaluation/evaluation'
import { worstCaseAttacks } from '../../store/evaluation/evaluationPlan'
import { whole } from '../parts/format'
import { ShareCell } from '../parts/ResultTable'
import { threatWords } from '../parts/runs/evaluationRunWords'
import { COUNTING, othersWords } from '../parts/runs/evaluationWords'
import { MissingNumber } from '../parts/Waiting'
import { AttackResults, knownShare } from './AttackResults'
import type { ResultsProps } from './resultsProps'

const HEIGHT = 320

type WorstCaseProps = ResultsProps<'worstCase'>

/** Accuracy in every norm and in the worst of them. */
export function WorstCaseResults({ results, ...shared }: WorstCaseProps) {
  const { run, models } = shared
  const { measure } = run.plan
  const threats = measure.id === 'worstCase' ? worstCaseAttacks(measure).map(threatWords) : []
  const rows = useMemo(() => rowsOf(results), [results])
  const names = ['clean', ...threats, 'worst of these']
  const chart = accuracyByThreat({
    names,
    models: models.map(({ id, name, color }) => ({ id, name, color, shares: (rows.get(id) ?? []).map(knownShare) })),
  })
  const found = (id: string) => results.models.find(({ modelId }) => modelId === id)
  return (
    <AttackResults
      {...shared}
      chart={chart}
      height={HEIGHT}
      chartCaption="Accuracy in each norm, and counting an image as robust only where it is robust in all; whiskers: 95 % intervals (Wilson)"
      tableCaption={`Accuracy with its 95 % interval (Wilson), over images that are judged in all norms. ${COUNTING}.`}
    >
      {names.map((name, place) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          {models.map(({ id }) => {
            const share = rows.get(id)?.[place]
            return <ShareCell key={id} share={share} others={share && othersWords(share, place)} />
          })}
        </tr>
      ))}
      {threats.map((threat, place) => (
        <tr key={threat}>
          <th scope="row">fooled by {threat} alone</th>
          {models.map(({ id }) => (
            <td key={id}>{onlyIn(found(id), place)}</td>
          ))}
        </tr>
      ))}
    </AttackResults>
  )
}

/** How many images this norm alone fools. */
const onlyIn = (model: WorstCase | undefined, place: number): ReactNode =>
  model === undefined || model.union.images === 0 ? <MissingNumber /> : whole(model.onlyIn[place] ?? 0)

/** By model: without an attack, in each norm, and in the worst of them. */
const rowsOf = ({ models }: WorstCaseProps['results']): ReadonlyMap<string, readonly OutcomeShare[]> =>
  new Map(models.map(({ modelId, clean, norms, union }) => [modelId, [clean, ...norms, union]]))
