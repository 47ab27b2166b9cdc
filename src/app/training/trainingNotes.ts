/** @file What the worker tells of a training, taken into its run. */
import type { TrainingMeasure, TrainingStarted } from '../../engine/training/types'
import type { AppStore } from '../../store/appStore'
import type { RunData, TrainingRun } from '../../store/training/training'
import { withCurrentEnvironment } from '../runs/environment'
import { append, MOST_FRAMES, MOST_POINTS, upTo } from './series'
import { updateTrainingRun } from './trainingState'

/** The worker holds the run in its state at a checkpoint or at its beginning. */
export function noteStart(store: AppStore, started: TrainingStarted): void {
  const { step, steps, classes, images, microBatchSize, memory } = started
  const { engine } = store.getState()
  updateTrainingRun(store, ({ data, series, evaluations, frames, environments, parts }) => ({
    step,
    steps,
    classes,
    images,
    // A run that goes on keeps to what it was begun with.
    parts: { images: microBatchSize, memory: memory ?? parts?.memory ?? null },
    needsData: false,
    data: withImages(data, started),
    // What came after the checkpoint is trained again.
    series: upTo(series, step),
    evaluations: upTo(evaluations, step),
    frames: upTo(frames, step),
    environments: withCurrentEnvironment(environments, engine),
  }))
}

/** With the images that there were. */
export function withImages(data: RunData, { train, heldOut, heldOutFrom, shortage }: TrainingStarted): RunData {
  return { ...data, trainImages: train, heldOutImages: heldOut, heldOutFrom, shortage }
}

/** Steps were taken. */
export function noteSteps(store: AppStore, reports: TrainingRun['series']): void {
  const last = reports.at(-1)?.step ?? 0
  updateTrainingRun(store, (run) => {
    const series = append(run.series, reports, MOST_POINTS)
    const recent = series.slice(-20)
    const secondsPerStep = recent.reduce((sum, { seconds }) => sum + seconds, 0) / recent.length
    return { step: last, series, secondsPerStep, secondsLeft: secondsPerStep * (run.steps - last), modelId: null }
  })
}

export function noteMeasure(store: AppStore, { step, figures, each, maps }: TrainingMeasure): void {
  updateTrainingRun(store, ({ evaluations, frames, eachHeldOut }) => ({
    eachHeldOut: { before: step === 0 ? each : (eachHeldOut?.before ?? null), after: each, step },
    evaluations: [...upTo(evaluations, step - 1), { step, ...figures }],
    frames: append(upTo(frames, step - 1), [{ step, maps }], MOST_FRAMES),
  }))
}
