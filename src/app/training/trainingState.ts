/** @file Where trainings and sweeps are in the store. */
import type { AppStore } from '../../store/appStore'
import type { ShownRun } from '../../store/runs/run'
import type { LambdaSweep, TrainingState } from '../../store/training/training'

/** Replaces part of what the page knows of training. */
export function updateTraining(store: AppStore, update: (training: TrainingState) => Partial<TrainingState>): void {
  store.setState(({ training }) => ({ training: { ...training, ...update(training) } }))
}

/** A change of the sweep, under its names in the state of training. */
export function asTraining({ run, isElsewhere, ...shared }: Partial<ShownRun<LambdaSweep>>): Partial<TrainingState> {
  return {
    ...shared,
    ...(run !== undefined && { sweep: run }),
    ...(isElsewhere !== undefined && { isSweepElsewhere: isElsewhere }),
  }
}
