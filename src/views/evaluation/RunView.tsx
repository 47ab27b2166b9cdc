import { useMemo } from 'react'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { useRunModels } from '../parts/runModels'
import { NumbersOnTheirWay } from '../parts/Waiting'
import { CurveResults } from './CurveResults'
import { RedFlags } from './RedFlags'
import { RunHead } from './RunHead'
import { TransferResults } from './TransferResults'
import { useEvaluation } from './useEvaluation'

/** A run: what it was made with, its figure, its red flags, its numbers. */
export function RunView({ run }: { readonly run: EvaluationRun }) {
  const models = useRunModels(run)
  const isReplaced = useEvaluation(({ starting }) => starting)
  const names = useAttackNames()
  const { results } = run
  const shared = { run, models, names, flags: <RedFlags run={run} models={models} /> }
  return (
    <NumbersOnTheirWay value={run.status === 'running'}>
      <div className={isReplaced ? 'run is-stale' : 'run'} data-testid="run" data-status={run.status}>
        <RunHead run={run} names={names} />
        {results.id === 'transfer' ? (
          <TransferResults {...shared} results={results} />
        ) : (
          <CurveResults {...shared} results={results} />
        )}
      </div>
    </NumbersOnTheirWay>
  )
}

/** Attacks by their ids, as the engine names them. */
function useAttackNames(): ReadonlyMap<string, string> {
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  return useMemo(() => new Map(attacks.map(({ id, name }) => [id, name])), [attacks])
}
