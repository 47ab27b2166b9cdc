/** @file A training as a resumable run: a step is a slice of training steps, measured and kept when due. */
import type { EngineClient } from '../../client/engineClient'
import type { Divergence } from '../../engine/training/trainer'
import { smallestOf } from '../../numbers/extremes'
import { sha256OfPlan } from '../../plans/canonicalJson'
import type { AppStore } from '../../store/appStore'
import { trainingPlanOf } from '../../store/plans/planFiles'
import type { ShownRun } from '../../store/runs/run'
import type { TrainingRun } from '../../store/training/training'
import type { DataSource } from '../data/dataSource'
import { plannedFrom } from '../plans/plannedFrom'
import type { KeptTraining } from '../runs/keptTypes'
import type { Leg, RunDriver, RunStep } from '../runs/runDriver'
import { newTraining } from './newTraining'
import { asStarted, withDivergence, withMeasure, withSteps } from './trainingNotes'
import type { TrainingPlace } from './trainingPlace'
import { updateTraining } from './trainingState'

/** Beside the checkpoints in the settings, one is due after this time, so that a reload loses no more. */
const MS_BETWEEN_CHECKPOINTS = 5000
/** The largest share of the time that these may take. */
const CHECKPOINT_SHARE = 0.05

/** The part of a leg that is needed when no steps are taken. */
export type LoadedTraining = Pick<Leg<'training'>, 'client' | 'run' | 'update'>

export class TrainingDriver implements RunDriver<'training'> {
  readonly kind = 'training'
  /** The run at its last checkpoint, for when the engine is lost, and to be kept. */
  private checkpoint: KeptTraining | null = null
  /** When the last checkpoint was made, and how long that took, in milliseconds by performance.now. */
  private checkpointed = { at: 0, costMs: 0 }
  /** The step that a leg began with. */
  private firstStep = 0
  /** Whether the worker holds it at its beginning, and does not know yet how good the model was. */
  private isUnmeasured = false

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
    private readonly dataSource: DataSource,
    private readonly place: TrainingPlace,
  ) {}

  async plan(): Promise<TrainingRun> {
    const { remembered } = await this.dataSource.chosen(this.store.getState().training.form.data.from)
    const run = newTraining(this.store.getState(), remembered)
    const model = await plannedFrom(this.store, this.client(), run.start.modelId)
    return { ...run, planned: { model, sha256: await sha256OfPlan(trainingPlanOf(run, model)) } }
  }

  write(change: Partial<ShownRun<TrainingRun>>): void {
    updateTraining(this.store, () => change)
  }

  async prepare(leg: Leg<'training'>): Promise<void> {
    await this.load(leg)
    this.firstStep = leg.run().step
  }

  async step(leg: Leg<'training'>): Promise<RunStep> {
    const { step, steps, evaluations, form } = leg.run()
    if (evaluations.length === 0 || this.isUnmeasured) return this.stepOf(await this.measure(leg))
    const last = Math.min(steps, this.firstStep + leg.mostSteps)
    if (step >= last) return this.finish(leg)
    const most = Math.min(nextMultiple(step, form.evaluateEvery, form.checkpointEvery), last) - step
    const { reports, divergence } = await this.place.takeSteps(leg.client, most)
    if (reports.length > 0) leg.update((run) => withSteps(run, reports))
    if (divergence !== null) return this.stepOf(await this.diverge(leg, divergence))
    return this.afterSlice(leg)
  }

  /** Completed steps count, even if the run was paused meanwhile. */
  async settle(leg: Leg<'training'>): Promise<void> {
    if (leg.run().checkpointStep !== leg.run().step) await this.keep(leg)
  }

  interrupted(): Partial<TrainingRun> {
    return { secondsLeft: null }
  }

  /** Results after the last checkpoint are kept only with the next one. */
  content(run: TrainingRun): KeptTraining {
    if (this.checkpoint?.run.id !== run.id) this.checkpoint = { run, state: null }
    const { run: kept, state } = this.checkpoint
    if (kept.step === run.step) this.checkpoint = { run, state }
    return this.checkpoint
  }

  restored(content: KeptTraining): TrainingRun {
    this.checkpoint = content
    // Another tab may have resumed it since the worker loaded it.
    this.place.free(content.run.id)
    return content.run
  }

  closed({ id }: TrainingRun): void {
    this.place.free(id)
  }

  /** Loads the run into the worker as of its last checkpoint, unless the worker holds its present state. */
  async load({ client, run, update }: LoadedTraining): Promise<void> {
    const { id, form, data, start } = run()
    if (this.place.holds(client, id)) return
    const { state } = this.content(run())
    const started = await this.place.load(client, { id, form, data, modelId: start.modelId, state })
    this.isUnmeasured = state === null
    update((now) => asStarted(now, started))
  }

  /** Returns whether the run has collapsed. */
  async measure(loaded: LoadedTraining): Promise<boolean> {
    const measured = await loaded.client.call('measureTraining', {}).result
    this.isUnmeasured = false
    loaded.update((run) => withMeasure(run, measured))
    return measured.divergence !== null && this.diverge(loaded, measured.divergence)
  }

  /** Fetches the present state of the run, to be kept with it. */
  async keep({ client, run, update }: LoadedTraining): Promise<void> {
    const { id } = run()
    if (!this.place.holds(client, id)) return
    const began = performance.now()
    const state = await client.call('trainingState', {}).result
    update(({ step }) => ({ checkpointStep: step }))
    if (run()?.id === id) this.checkpoint = { run: run(), state }
    this.checkpointed = { at: performance.now(), costMs: performance.now() - began }
  }

  private stepOf(hasDiverged: boolean): RunStep {
    return hasDiverged ? { end: 'diverged' } : {}
  }

  private async afterSlice(leg: Leg<'training'>): Promise<RunStep> {
    const { step, steps, form } = leg.run()
    // Kept as done at once: a tab that is closed meanwhile must not leave a paused run without a step to take.
    if (step >= steps && leg.isCurrent) return this.finish(leg)
    const isDue = step % form.evaluateEvery === 0
    if (isDue && leg.isCurrent && (await this.measure(leg))) return { end: 'diverged' }
    if (step % form.checkpointEvery !== 0 && step < steps && !this.isCheckpointDue) return {}
    await this.keep(leg)
    return { keep: 'now' }
  }

  private get isCheckpointDue(): boolean {
    const { at, costMs } = this.checkpointed
    return performance.now() - at > Math.max(MS_BETWEEN_CHECKPOINTS, costMs / CHECKPOINT_SHARE)
  }

  private async diverge(loaded: LoadedTraining, divergence: Divergence): Promise<true> {
    loaded.update((run) => withDivergence(run, divergence))
    await this.keep(loaded)
    return true
  }

  private async finish(leg: Leg<'training'>): Promise<RunStep> {
    const { step, steps, evaluations } = leg.run()
    if (evaluations.at(-1)?.step !== step && (await this.measure(leg))) return { end: 'diverged' }
    await this.keep(leg)
    return { end: step >= steps ? 'done' : 'paused' }
  }
}

/** The next step at which something is due. */
const nextMultiple = (step: number, ...periods: number[]): number =>
  smallestOf(periods.map((period) => (Math.floor(step / period) + 1) * period))
