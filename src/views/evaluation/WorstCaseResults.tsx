import { type ReactNode, useMemo } from 'react'
import { accuracyByThreat } from '../../charts/accuracyByThreat'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationResults, EvaluationRun, OutcomeShare, WorstCase } from '../../store/evaluation/evaluation'
import { worstCaseAttacks } from '../../store/evaluation/evaluationPlan'
import { type ClaimsByModel, NO_CLAIMS } from '../../store/evaluation/runClaims'
import { ChartFigure } from '../parts/figures/ChartFigure'
import { whole } from '../parts/format'
import { ModelName, ResultTable, ShareCell } from '../parts/ResultTable'
import type { RunModel } from '../parts/runModels'
import { runTitle, threatWords } from '../parts/runs/evaluationRunWords'
import { COUNTING, othersWords } from '../parts/runs/evaluationWords'
import { RunFigure } from '../parts/runs/RunFigure'
import { MissingNumber } from '../parts/Waiting'
import { evaluationExports } from './evaluationExports'

const HEIGHT = 320

interface WorstCaseResultsProps {
  readonly run: EvaluationRun
  readonly results: Extract<EvaluationResults, { readonly id: 'worstCase' }>
  readonly models: readonly RunModel[]
  readonly attacks: readonly AttackDescription[]
  readonly claims?: ClaimsByModel
  readonly flags: ReactNode
}

/** Accuracy in every norm and in the worst of them, as a chart and in a table. */
export function WorstCaseResults({ run, results, models, attacks, claims = NO_CLAIMS, flags }: WorstCaseResultsProps) {
  const { measure } = run.plan
  const threats = measure.id === 'worstCase' ? worstCaseAttacks(measure).map(threatWords) : []
  const rows = useMemo(() => rowsOf(results), [results])
  const names = ['clean', ...threats, 'worst of these']
  const chart = accuracyByThreat({
    threats: names,
    models: models.map(({ id, name, color }) => ({
      ...{ id, name, color },
      shares: (rows.get(id) ?? []).map(({ share, interval }) =>
        share === null || interval === null ? null : { share, ...interval },
      ),
    })),
  })
  const found = (id: string) => results.models.find(({ modelId }) => modelId === id)
  return (
    <RunFigure
      caption="Accuracy in each norm, and counting an image as robust only where it is robust in all; whiskers: 95 % intervals (Wilson)"
      chart={
        <ChartFigure
          chart={chart}
          label={runTitle(run)}
          elsewhere="The table below has all the numbers."
          height={HEIGHT}
          testId="evaluation-chart"
        />
      }
      beside={flags}
      exports={evaluationExports(run, attacks, claims, () => ({ charts: [chart] }))}
    >
      <ResultTable
        caption={`Accuracy with its 95 % interval (Wilson), over images that are judged in all norms. ${COUNTING}.`}
        corner="attack"
        columns={models.map((model) => <ModelName key={model.id} model={model} />)}
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
      </ResultTable>
    </RunFigure>
  )
}

/** How many images this norm alone fools. */
const onlyIn = (model: WorstCase | undefined, place: number): ReactNode =>
  model === undefined || model.union.images === 0 ? <MissingNumber /> : whole(model.onlyIn[place] ?? 0)

/** By model: without an attack, in each norm, and in the worst of them. */
const rowsOf = ({ models }: WorstCaseResultsProps['results']): ReadonlyMap<string, readonly OutcomeShare[]> =>
  new Map(models.map(({ modelId, clean, norms, union }) => [modelId, [clean, ...norms, union]]))
