import type { AppStore } from '../../store/appStore'
import type { LambdaSweep, TrainingRun, TrainingState } from '../../store/training/training'

/** Replaces part of what the page knows of training. */
export function updateTraining(store: AppStore, update: (training: TrainingState) => Partial<TrainingState>): void {
  store.setState(({ training }) => ({ training: { ...training, ...update(training) } }))
}

/** Replaces part of the run; without effect where there is none. */
export function updateTrainingRun(store: AppStore, update: (run: TrainingRun) => Partial<TrainingRun>): void {
  updateTraining(store, ({ run }) => (run === null ? {} : { run: { ...run, ...update(run) } }))
}

/** Replaces part of the sweep; without effect where there is none. */
export function updateSweep(store: AppStore, update: (sweep: LambdaSweep) => Partial<LambdaSweep>): void {
  updateTraining(store, ({ sweep }) => (sweep === null ? {} : { sweep: { ...sweep, ...update(sweep) } }))
}
