/** @file What the worker reports of a training, as changes of its run. */
import type { Divergence } from '../../engine/training/trainer'
import type { TrainingMeasure, TrainingStarted } from '../../engine/training/types'
import type { RunData, TrainingRun } from '../../store/training/training'
import { append, MOST_FRAMES, MOST_POINTS, upTo } from './series'

type Change = Partial<TrainingRun>

/** The worker holds the run at a checkpoint or at its beginning. */
export function asStarted({ data, series, evaluations, frames, parts }: TrainingRun, started: TrainingStarted): Change {
  const { step, steps, classes, images, microBatchSize, memory } = started
  return {
    step,
    steps,
    classes,
    images,
    // A resumed run keeps the settings it began with.
    parts: { images: microBatchSize, memory: memory ?? parts?.memory ?? null },
    data: withImages(data, started),
    // Steps after the checkpoint are repeated.
    series: upTo(series, step),
    evaluations: upTo(evaluations, step),
    frames: upTo(frames, step),
  }
}

/** Records how many images there were. */
export function withImages(data: RunData, { train, heldOut, heldOutFrom, shortage }: TrainingStarted): RunData {
  return { ...data, trainImages: train, heldOutImages: heldOut, heldOutFrom, shortage }
}

/** Steps were taken. */
export function withSteps(run: TrainingRun, reports: TrainingRun['series']): Change {
  const last = reports.at(-1)?.step ?? 0
  const series = append(run.series, reports, MOST_POINTS)
  const recent = series.slice(-20)
  const secondsPerStep = recent.reduce((sum, { seconds }) => sum + seconds, 0) / recent.length
  return { step: last, series, secondsPerStep, secondsLeft: secondsPerStep * (run.steps - last), modelId: null }
}

export function withMeasure(
  { evaluations, frames, eachHeldOut }: TrainingRun,
  { step, figures, each, maps }: TrainingMeasure,
): Change {
  return {
    eachHeldOut: { before: step === 0 ? each : (eachHeldOut?.before ?? null), after: each, step },
    evaluations: [...upTo(evaluations, step - 1), { step, ...figures }],
    frames: append(upTo(frames, step - 1), [{ step, maps }], MOST_FRAMES),
  }
}

/** The worker went back to the last good state. */
export function withDivergence({ divergences }: TrainingRun, divergence: Divergence): Change {
  return { divergences: [...divergences, divergence], step: divergence.rolledBackTo, modelId: null }
}
