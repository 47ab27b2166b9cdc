/** @file What the worker tells of a training, taken into its run. */
import type { TrainingMeasure, TrainingStarted } from '../../engine/training/types'
import type { AppStore } from '../../store/appStore'
import type { FinetuneRun, RunData } from '../../store/finetune'
import { withCurrentEnvironment } from '../environment'
import { updateTraining } from './finetuneState'
import { append, MOST_FRAMES, MOST_POINTS, upTo } from './series'

/** The worker holds the run, as it is at a checkpoint or at its beginning. */
export function noteStart(store: AppStore, started: TrainingStarted): void {
  const { step, steps, classes, pictures, microBatchSize, memory } = started
  const { engine } = store.getState()
  updateTraining(store, ({ data, series, evaluations, frames, environments, parts }) => ({
    step,
    steps,
    classes,
    pictures,
    // A run that goes on keeps to what it was begun with.
    parts: { pictures: microBatchSize, memory: memory ?? parts?.memory ?? null },
    needsData: false,
    data: withPictures(data, started),
    // What came after the checkpoint is trained again.
    series: upTo(series, step),
    evaluations: upTo(evaluations, step),
    frames: upTo(frames, step),
    environments: withCurrentEnvironment(environments, engine),
  }))
}

/** With the pictures that there were. */
export function withPictures(data: RunData, { train, heldBack, heldBackFrom, shortage }: TrainingStarted): RunData {
  return { ...data, trainPictures: train, heldBackPictures: heldBack, heldBackFrom, shortage }
}

/** Steps were taken. */
export function noteSteps(store: AppStore, reports: FinetuneRun['series']): void {
  const last = reports.at(-1)?.step ?? 0
  updateTraining(store, (run) => {
    const series = append(run.series, reports, MOST_POINTS)
    const recent = series.slice(-20)
    const secondsPerStep = recent.reduce((sum, { seconds }) => sum + seconds, 0) / recent.length
    return { step: last, series, secondsPerStep, secondsLeft: secondsPerStep * (run.steps - last), modelId: null }
  })
}

export function noteMeasure(store: AppStore, { step, figures, each, maps }: TrainingMeasure): void {
  updateTraining(store, ({ evaluations, frames, eachHeldBack }) => ({
    eachHeldBack: { before: step === 0 ? each : (eachHeldBack?.before ?? null), after: each, step },
    evaluations: [...upTo(evaluations, step - 1), { step, ...figures }],
    frames: append(upTo(frames, step - 1), [{ step, maps }], MOST_FRAMES),
  }))
}
