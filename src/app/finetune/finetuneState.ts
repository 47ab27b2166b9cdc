import type { AppStore } from '../../store/appStore'
import type { FinetuneRun, FinetuneState, LambdaSweep } from '../../store/finetune'

/** Replaces part of what the page knows of fine-tuning. */
export function updateFinetune(store: AppStore, update: (finetune: FinetuneState) => Partial<FinetuneState>): void {
  store.setState(({ finetune }) => ({ finetune: { ...finetune, ...update(finetune) } }))
}

/** Replaces part of the run; without effect where there is none. */
export function updateTraining(store: AppStore, update: (run: FinetuneRun) => Partial<FinetuneRun>): void {
  updateFinetune(store, ({ run }) => (run === null ? {} : { run: { ...run, ...update(run) } }))
}

/** Replaces part of the sweep; without effect where there is none. */
export function updateSweep(store: AppStore, update: (sweep: LambdaSweep) => Partial<LambdaSweep>): void {
  updateFinetune(store, ({ sweep }) => (sweep === null ? {} : { sweep: { ...sweep, ...update(sweep) } }))
}
