/** @file What is set up, as plan.json (src/plans/planFile.ts). */
import { version } from '../../../package.json'
import type { EvaluationPlan, PlannedModel } from '../evaluation/evaluationPlan'
import { fileName } from '../fileName'
import type { TrainingRun } from '../training/training'

/** A file's name and its text. */
export interface TextFile {
  readonly name: string
  readonly json: string
}

/** @param at ISO 8601, UTC */
export const evaluationPlanFile = (plan: EvaluationPlan, at: string): TextFile =>
  planFile('evaluation', plan, `${plan.measure.id}-${plan.measure.attack.id}`, at)

/** @param model that the training starts from */
export function trainingPlanOf({ form, data }: Pick<TrainingRun, 'form' | 'data'>, model: PlannedModel) {
  const { modelId: _, sweep: __, ...settings } = form
  return { model, dataSet: data.dataSet, settings }
}

export const trainingPlanFile = (run: TrainingRun, model: PlannedModel): TextFile =>
  planFile('training', trainingPlanOf(run, model), `training-${run.form.objective.id}`, run.startedAt)

function planFile(kind: string, plan: object, what: string, at: string): TextFile {
  const content = { format: 'gradlens-plan', formatVersion: 1, kind, madeWith: `gradlens ${version}`, plan }
  return { name: `${fileName(`plan-${what.toLowerCase()}`, at)}.json`, json: `${JSON.stringify(content, null, 1)}\n` }
}
