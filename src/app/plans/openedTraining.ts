/** @file Results of a training from a file as a run, without weights. */
import type { ResultsOf } from '../../plans/resultsFile'
import type { TrainingRun } from '../../store/training/training'
import { initialTraining } from '../../store/training/trainingForm'

export function openedTraining(id: string, file: ResultsOf<'training'>): TrainingRun {
  const { plan, planSha256, status, startedAt, environments, derivatives, batches, data, terms } = file
  const { step, series, classes, evaluations, divergences } = file
  const { model, dataSet, settings } = plan
  return {
    id,
    form: { ...settings, modelId: model.id, sweep: initialTraining.form.sweep },
    start: { modelId: model.id, name: model.name, ...(model.kind && { kind: model.kind }) },
    planned: { model, ...(planSha256 !== undefined && { sha256: planSha256 }) },
    data: { ...data, dataSet },
    route: derivatives,
    ...(terms && { terms }),
    status: status === 'done' || status === 'diverged' ? status : 'stopped',
    message: null,
    needsData: false,
    resultsOnly: true,
    ...{ step, steps: settings.steps, series, classes, evaluations, divergences, startedAt, environments },
    ...{ images: [], frames: [] },
    secondsPerStep: null,
    secondsLeft: null,
    checkpointStep: null,
    modelId: null,
    parts: batches,
  }
}
