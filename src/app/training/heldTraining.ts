/** @file The shown training in the worker, for requests other than steps: its model and its held-out images. */
import type { EngineSession } from '../engineSession'
import type { ResumableRun } from '../runs/resumableRun'
import type { Held, TrainingDriver } from './trainingDriver'

export class HeldTraining {
  constructor(
    private readonly session: EngineSession,
    private readonly run: ResumableRun<'training'>,
    private readonly sweep: ResumableRun<'sweep'>,
    private readonly driver: TrainingDriver,
  ) {}

  /** Loads the current state of the run into the worker, even after a reload. Throws one sentence if it cannot. */
  async hold(): Promise<Held> {
    await this.run.settled
    if (this.sweep.isBusy) throw new Error('The sweep is using the training engine; stop it first.')
    const { run } = this
    if (run.run === null) throw new Error('There is no training; start one.')
    const shown = run.run
    const held: Held = {
      client: this.session.client,
      run: () => run.run ?? shown,
      update: (change) => run.update(change),
    }
    await this.driver.hold(held)
    return held
  }

  /** The same, with figures measured for the current state even if it was stopped between two measurements. */
  async measured(): Promise<Held> {
    const held = await this.hold()
    const { eachHeldOut, step } = held.run()
    if (eachHeldOut?.step === step) return held
    if (await this.driver.measure(held)) held.update(() => ({ status: 'diverged' }))
    else await this.driver.keep(held)
    await this.run.save()
    return held
  }
}
