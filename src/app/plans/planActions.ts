/** @file What a person can do with plans and results as files. */
import { evaluationPlanFile, type TextFile, trainingPlanFile } from '../../store/plans/planFiles'
import type { ResumableRun } from '../runs/resumableRun'

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
  readonly runs: { readonly evaluation: ResumableRun<'evaluation'>; readonly training: ResumableRun<'training'> }
}

export function createPlanActions({ runs }: PlanTools): PlanActions {
  async function evaluationPlan(): Promise<TextFile | null> {
    const run = await runs.evaluation.plan()
    return run && evaluationPlanFile(run.plan, run.startedAt)
  }
  async function trainingPlan(): Promise<TextFile | null> {
    const run = await runs.training.plan()
    return run?.planned ? trainingPlanFile(run, run.planned.model) : null
  }
  return {
    async savePlan(kind) {
      const file = await (kind === 'evaluation' ? evaluationPlan() : trainingPlan())
      return file && { name: file.name, blob: new Blob([file.json], { type: 'application/json' }) }
    },
  }
}
