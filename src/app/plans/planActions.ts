/** @file What a person can do with plans and results as files. */
import type { AppStore } from '../../store/appStore'
import { evaluationPlanFile, type TextFile, trainingPlanFile } from '../../store/plans/planFiles'
import type { TrainingRun } from '../../store/training/training'
import type { EngineSession } from '../engineSession'
import type { ResumableRun } from '../runs/resumableRun'
import { plannedFrom } from './plannedFrom'

/** The kinds of runs whose plans are saved. */
export type PlannedKind = 'evaluation' | 'training'

export interface PlanActions {
  /**
   * What is set up as plan.json, by the checks with which it would start. null if it can not be planned, which
   * `ShownRun.problem` says.
   */
  readonly savePlan: (kind: PlannedKind) => Promise<{ readonly name: string; readonly blob: Blob } | null>
}

interface PlanTools {
  readonly store: AppStore
  readonly session: EngineSession
  readonly runs: { readonly evaluation: ResumableRun<'evaluation'>; readonly training: ResumableRun<'training'> }
}

export function createPlanActions({ store, session, runs }: PlanTools): PlanActions {
  async function evaluationPlan(): Promise<TextFile | null> {
    const run = await runs.evaluation.plan()
    return run && evaluationPlanFile(run.plan, run.startedAt)
  }
  async function trainingPlan(): Promise<TextFile | null> {
    let model = null
    const run: TrainingRun | null = await runs.training.plan(async ({ start }) => {
      model = await plannedFrom(store, session.client, start.modelId)
    })
    return run && model && trainingPlanFile(run, model)
  }
  return {
    async savePlan(kind) {
      const file = await (kind === 'evaluation' ? evaluationPlan() : trainingPlan())
      return file && { name: file.name, blob: new Blob([file.json], { type: 'application/json' }) }
    },
  }
}
