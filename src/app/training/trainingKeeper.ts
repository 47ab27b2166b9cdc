/** @file The last checkpoint of the run: in memory for a lost device, in the browser's storage for a reload. */

import type { EncodedState } from '../../engine/training/trainingState'
import type { AppStore } from '../../store/appStore'
import { isOpenTraining } from '../../store/runs/openRuns'
import type { TrainingRun } from '../../store/training/training'
import type { KeptList } from '../runs/keptList'
import type { KeptTraining as Checkpoint } from '../runs/keptTypes'
import { KeptWork } from '../runs/keptWork'
import { updateTraining, updateTrainingRun } from './trainingState'

export class TrainingKeeper {
  private last: Checkpoint | null = null
  private readonly work: KeptWork<'training'>

  /** @param restored a kept run, ready to be shown, that no tab works on */
  constructor(
    private readonly store: AppStore,
    list: KeptList,
    restored: (run: TrainingRun) => TrainingRun,
  ) {
    this.work = new KeptWork('training', list, {
      content: () => this.last,
      show: (kept) => {
        this.last = kept
        updateTraining(store, () => ({ run: kept === null ? null : restored(kept.run) }))
      },
      isOpen: () => isOpenTraining(store.getState().training.run),
      tell: (isElsewhere) => updateTraining(store, () => ({ isElsewhere })),
    })
    void this.work.restore()
  }

  get checkpoint(): Checkpoint | null {
    return this.last
  }

  open(id: string): Promise<void> {
    return this.work.open(id)
  }

  close(): Promise<void> {
    return this.work.close()
  }

  /** Whether this tab may go on with the run that is shown. */
  claim(): Promise<boolean> {
    return this.work.claim()
  }

  /** A new run takes the place of the present one, which stays kept. */
  async begin(run: TrainingRun): Promise<void> {
    await this.work.begin(run.id)
    this.last = { run, state: null }
    updateTraining(this.store, () => ({ run }))
    void this.work.save()
  }

  /** Saves the current state of the run. A failure is reported in the list, and training goes on. */
  keep(state: EncodedState): Promise<void> {
    updateTrainingRun(this.store, ({ step }) => ({ checkpointStep: step }))
    const { run } = this.store.getState().training
    if (run === null) return Promise.resolve()
    this.last = { run, state }
    return this.work.save()
  }

  /** The run was ended or paused where its last checkpoint is, or at its beginning. */
  async touch(): Promise<void> {
    const { run } = this.store.getState().training
    const { last } = this
    if (run === null || last === null || last.run.id !== run.id || last.run.step !== run.step) return
    this.last = { run, state: last.state }
    await this.work.save()
  }
}
