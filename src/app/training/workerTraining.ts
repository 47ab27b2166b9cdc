/** @file The shown training in the worker, for requests other than steps: its model and its held-out images. */
import type { EngineSession } from '../engineSession'
import type { ResumableRun } from '../runs/resumableRun'
import type { LoadedTraining, TrainingDriver } from './trainingDriver'

export class WorkerTraining {
  constructor(
    private readonly session: EngineSession,
    private readonly run: ResumableRun<'training'>,
    private readonly sweep: ResumableRun<'sweep'>,
    private readonly driver: TrainingDriver,
  ) {}

  /** Loads the current state of the run into the worker, even after a reload. Throws one sentence if it cannot. */
  async load(): Promise<LoadedTraining> {
    await this.run.settled
    if (this.sweep.isBusy) throw new Error('The sweep is using the training engine; stop it first.')
    const { run } = this
    if (run.run === null) throw new Error('There is no training; start one.')
    const shown = run.run
    const loaded: LoadedTraining = {
      client: this.session.client,
      run: () => run.run ?? shown,
      update: (change) => run.update(change),
    }
    await this.driver.load(loaded)
    return loaded
  }

  /** The same, with figures measured for the current state even if it was stopped between two measurements. */
  async measured(): Promise<LoadedTraining> {
    const loaded = await this.load()
    const { eachHeldOut, step } = loaded.run()
    if (eachHeldOut?.step === step) return loaded
    if (await this.driver.measure(loaded)) loaded.update(() => ({ status: 'diverged' }))
    else await this.driver.keep(loaded)
    await this.run.save()
    return loaded
  }
}
