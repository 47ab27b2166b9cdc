import { useMemo } from 'react'
import type { EvaluationRun } from '../../../store/evaluation/evaluation'
import { useApp } from '../../parts/appContext'
import { useEvaluation } from '../../parts/evaluated/useEvaluation'
import type { RunModel } from '../../parts/runModels'
import { type LaidRun, laidRuns } from './laidRuns'

/** The run that is shown, and those laid over it. */
export function useLaidRuns(run: EvaluationRun, models: readonly RunModel[]): readonly LaidRun[] {
  const overlaid = useEvaluation((evaluation) => evaluation.overlaid)
  const columns = useApp((state) => state.models)
  return useMemo(() => {
    const held = new Map(columns.map(({ id, color }) => [id, color]))
    return laidRuns(run, models, overlaid, held)
  }, [run, models, overlaid, columns])
}
