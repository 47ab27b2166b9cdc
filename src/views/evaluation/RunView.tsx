import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { useEvaluation } from '../parts/evaluated/useEvaluation'
import { useRunModels } from '../parts/runModels'
import { NumbersOnTheirWay } from '../parts/Waiting'
import { CurveResults } from './CurveResults'
import { EvaluationHead } from './EvaluationHead'
import { RankingResults } from './RankingResults'
import { RedFlags } from './RedFlags'
import { TransferResults } from './TransferResults'
import { useRunClaims } from './useRunClaims'
import { WorstCaseResults } from './WorstCaseResults'

/** A run: its settings, figure, red flags and numbers. */
export function RunView({ run }: { readonly run: EvaluationRun }) {
  const models = useRunModels(run)
  const isReplaced = useEvaluation(({ starting }) => starting)
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const claims = useRunClaims(run)
  const { results } = run
  const shared = { run, models, attacks, claims, flags: <RedFlags run={run} models={models} claims={claims} /> }
  return (
    <NumbersOnTheirWay value={run.status === 'running'}>
      <div className={isReplaced ? 'run is-stale' : 'run'} data-testid="run" data-status={run.status}>
        <EvaluationHead run={run} attacks={attacks} />
        {results.id === 'transfer' ? (
          <TransferResults {...shared} results={results} />
        ) : results.id === 'worstCase' ? (
          <WorstCaseResults {...shared} results={results} />
        ) : results.id === 'ranking' ? (
          <RankingResults {...shared} results={results} />
        ) : (
          <CurveResults {...shared} results={results} />
        )}
      </div>
    </NumbersOnTheirWay>
  )
}
