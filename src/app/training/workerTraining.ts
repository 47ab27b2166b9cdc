/** @file The shown training in the worker, for requests other than steps: its model and its held-out images. */
import type { TrainedName } from '../../engine/training/trainedFiles'
import type { TrainedFiles } from '../../engine/training/types'
import type { AppStore } from '../../store/appStore'
import { WEIGHTS_ELSEWHERE } from '../../store/runs/run'
import type { Calls } from '../../worker/messages'
import { askAgain } from '../askAgain'
import type { EngineSession } from '../engineSession'
import type { ResumableRun } from '../runs/resumableRun'
import type { LoadedTraining, TrainingDriver } from './trainingDriver'

export class WorkerTraining {
  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly run: ResumableRun<'training'>,
    private readonly sweep: ResumableRun<'sweep'>,
    private readonly driver: TrainingDriver,
  ) {}

  /** Loads the current state of the run into the worker, even after a reload. Throws one sentence if it cannot. */
  private async load(): Promise<LoadedTraining> {
    await this.run.settled
    if (this.sweep.isBusy) throw new Error('The sweep is using the training engine; stop it first.')
    const { run } = this
    if (run.run === null) throw new Error('There is no training; start one.')
    if (run.run.resultsOnly) throw new Error(`These results have no weights; ${WEIGHTS_ELSEWHERE}.`)
    const shown = run.run
    const loaded: LoadedTraining = {
      client: this.session.client,
      run: () => run.run ?? shown,
      update: (change) => run.update(change),
    }
    await this.driver.load(loaded)
    return loaded
  }

  /** The files of its model. */
  trainedModel(name: TrainedName): Promise<TrainedFiles> {
    return this.ask(({ client }) => client.call('trainedModel', name).result)
  }

  heldOutImage(index: number): Promise<Calls['heldOutImage']['output']> {
    return this.ask(({ client }) => client.call('heldOutImage', { index }).result)
  }

  /** Measures its current state, unless that was done, as where it was stopped between two measurements. */
  measured(): Promise<void> {
    return this.ask(async (loaded) => {
      const { eachHeldOut, step } = loaded.run()
      if (eachHeldOut?.step === step) return
      if (await this.driver.measure(loaded)) loaded.update(() => ({ status: 'diverged' }))
      else await this.driver.keep(loaded)
      await this.run.save()
    })
  }

  /** If the engine is lost, the next one loads the training and is asked. */
  private ask<Output>(ask: (loaded: LoadedTraining) => Promise<Output>): Promise<Output> {
    const { store, session } = this
    return askAgain(
      store,
      () => session.client,
      async () => ask(await this.load()),
    )
  }
}
