/** @file Drives a training: slices of steps, measurements in between, checkpoints; and goes on where it was cut off. */
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import type { Divergence } from '../../engine/training/trainer'
import type { AppStore } from '../../store/appStore'
import { isMoving, isOpenTraining } from '../../store/runs/openRuns'
import type { TrainingRun, TrainingStatus } from '../../store/training/training'
import type { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import type { KeptList } from '../runs/keptList'
import { newTraining } from './newTraining'
import { holdTraining } from './trainingCalls'
import { TrainingKeeper } from './trainingKeeper'
import { noteMeasure, noteStart, noteSteps } from './trainingNotes'
import { updateTraining, updateTrainingRun } from './trainingState'

/** No step begins after so long in a slice, so that a pause, and what else is asked, need not wait. */
const SLICE_MS = 200

/** Beside those that are set, a checkpoint is due after so long, so that a reload loses no more than that. */
const MS_BETWEEN_CHECKPOINTS = 5000
/** Nor may these take more than this share of the time. */
const CHECKPOINT_SHARE = 0.05

/** Steps that a run takes on until it is paused or ended: then what is left of it counts for nothing. */
type Leg = object

export class TrainingRunner {
  private leg: Leg | null = null
  /** The loop that may still be at its last call after its leg was ended. */
  private loop: Promise<void> = Promise.resolve()
  /** The worker that holds the run, and which run that is. */
  private holder: { readonly client: EngineClient; readonly runId: string } | null = null
  private readonly kept: TrainingKeeper
  /** When the last checkpoint was made, and how long that took, in milliseconds as performance.now has them. */
  private checkpointed = { at: 0, costMs: 0 }
  /** Whether the images of a new run are being looked at. */
  private isBeginning = false

  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly dataSource: DataSource,
    list: KeptList,
  ) {
    this.kept = new TrainingKeeper(store, list, (run) => this.restored(run))
    store.subscribe(({ training: { data } }, { training: before }) => {
      const run = this.own()
      if (run === null || data === before.data || isMoving(run)) return
      const needsData = this.dataSource.isMissing(run.data.dataSet)
      if (run.needsData !== needsData) updateTrainingRun(store, () => ({ needsData }))
    })
  }

  get isBusy(): boolean {
    const run = this.own()
    return this.isBeginning || (run !== null && isMoving(run))
  }

  async start(): Promise<void> {
    if (this.isBusy) return
    this.isBeginning = true
    updateTraining(this.store, () => ({ problem: null }))
    try {
      const { remembered } = await this.dataSource.chosen(this.store.getState().training.form.data.from)
      const run = newTraining(this.store.getState(), remembered)
      await this.loop
      this.holder = null
      await this.kept.begin(run)
      this.go(Number.POSITIVE_INFINITY)
    } catch (error) {
      const isLost = error instanceof CallCancelled
      const problem = isLost ? 'The engine restarted meanwhile; start again.' : (error as Error).message
      updateTraining(this.store, () => ({ problem }))
    } finally {
      this.isBeginning = false
    }
  }

  pause(): void {
    if (this.own()?.status === 'running') this.end('paused', null)
  }

  async resume(): Promise<void> {
    if (await this.canGoOn()) await this.goOn(Number.POSITIVE_INFINITY)
  }

  /** One step, after which the run is paused again, measured. */
  async step(): Promise<void> {
    if (await this.canGoOn()) await this.goOn(1)
  }

  stop(): void {
    if (isOpenTraining(this.own())) this.end('stopped', null)
  }

  /** Takes the run off the page, paused where it was under way; it stays kept. */
  async close(): Promise<void> {
    const { client } = this.holder ?? {}
    await this.settle()
    await this.kept.close()
    client?.call('endTraining', {}).result.catch(() => {})
  }

  /** Shows a run that is kept, in place of the present one. */
  async open(id: string): Promise<void> {
    await this.settle()
    await this.kept.open(id)
  }

  /** Has the worker hold the current state of the run, also after a reload, for requests other than steps. */
  async held(): Promise<EngineClient> {
    await this.loop
    return this.ensureHeld()
  }

  /** The same, with figures measured for the current state, also if it was stopped between two measurements. */
  async measured(): Promise<EngineClient> {
    const client = await this.held()
    const run = this.run()
    if (run?.eachHeldOut?.step !== run?.step) {
      await this.measure(client)
      await this.checkpoint(client)
    }
    return client
  }

  /** The worker is to hold something else: the run, where it goes on, is held anew. */
  async release(): Promise<void> {
    await this.loop
    this.holder = null
  }

  /** The model made from the run's current state. */
  noteModel(modelId: string): void {
    updateTrainingRun(this.store, () => ({ modelId }))
    void this.kept.touch()
  }

  /** Paused, with the last step that was taken kept. */
  private async settle(): Promise<void> {
    const run = this.own()
    if (run !== null && isMoving(run)) this.end('paused', null)
    await this.loop
    this.holder = null
  }

  private restored(run: TrainingRun): TrainingRun {
    if (!canBeTakenUp(run) && !isMoving(run)) return run
    const status = run.status === 'stopped' ? run.status : 'paused'
    return { ...run, status, message: null, secondsLeft: null, needsData: this.dataSource.isMissing(run.data.dataSet) }
  }

  private run(): TrainingRun | null {
    return this.store.getState().training.run
  }

  /** null where another tab is at it. */
  private own(): TrainingRun | null {
    const { run, isElsewhere } = this.store.getState().training
    return isElsewhere ? null : run
  }

  /** What a hub's images need for it is done: they are fetched again. */
  private async canGoOn(): Promise<boolean> {
    const run = this.own()
    if (run === null || !canBeTakenUp(run)) return false
    const { dataSet } = run.data
    if (this.dataSource.isMissing(dataSet)) await this.dataSource.reopen(dataSet)
    const needsData = this.dataSource.isMissing(dataSet)
    if (needsData) updateTrainingRun(this.store, () => ({ needsData }))
    if (!(await this.kept.claim())) return false
    const now = this.run()
    return !needsData && now?.id === run.id && canBeTakenUp(now)
  }

  private async goOn(steps: number): Promise<void> {
    updateTrainingRun(this.store, () => ({ status: 'preparing', message: null }))
    await this.loop
    this.go(steps)
  }

  private go(steps: number): void {
    const leg: Leg = {}
    this.leg = leg
    updateTrainingRun(this.store, () => ({ status: 'preparing', message: null }))
    this.loop = this.train(leg, steps).catch((error: unknown) => this.fail(leg, error))
  }

  private async train(leg: Leg, steps: number): Promise<void> {
    const client = await this.ensureHeld()
    if (this.leg !== leg) return
    updateTrainingRun(this.store, () => ({ status: 'running' }))
    const from = this.run()?.step ?? 0
    if (this.run()?.evaluations.length === 0) await this.measure(client)
    while (this.leg === leg) {
      const { step, steps: all, form } = this.run() as TrainingRun
      if (step >= all || step - from >= steps) break
      const next = nextMultiple(step, form.evaluateEvery, form.checkpointEvery)
      const most = Math.min(next, all, from + steps) - step
      const { reports, divergence } = await client.call('trainSteps', { most, withinMs: SLICE_MS }).result
      // Steps that were taken count, also where the run was paused meanwhile.
      if (this.holder?.client !== client) return
      if (reports.length > 0) noteSteps(this.store, reports)
      if (divergence !== null) return this.diverge(client, divergence)
      await this.afterSlice(client, leg)
    }
    if (this.leg === leg && this.holder?.client === client) await this.finish(client)
    else await this.checkpoint(client)
  }

  private async afterSlice(client: EngineClient, leg: Leg): Promise<void> {
    const { step, steps, form } = this.run() as TrainingRun
    const isDue = step % form.evaluateEvery === 0 || step >= steps
    if (isDue && this.leg === leg && (await this.measure(client))) return
    if (step % form.checkpointEvery === 0 || step >= steps || this.isCheckpointDue) await this.checkpoint(client)
  }

  private get isCheckpointDue(): boolean {
    const { at, costMs } = this.checkpointed
    return performance.now() - at > Math.max(MS_BETWEEN_CHECKPOINTS, costMs / CHECKPOINT_SHARE)
  }

  /** Says whether the run has collapsed. */
  private async measure(client: EngineClient): Promise<boolean> {
    const measured = await client.call('measureTraining', {}).result
    if (this.holder?.client !== client) return false
    noteMeasure(this.store, measured)
    if (measured.divergence !== null) await this.diverge(client, measured.divergence)
    return measured.divergence !== null
  }

  private async diverge(client: EngineClient, divergence: Divergence): Promise<void> {
    this.leg = null
    const { rolledBackTo } = divergence
    updateTrainingRun(this.store, ({ divergences }) => ({
      status: 'diverged',
      divergences: [...divergences, divergence],
      step: rolledBackTo,
      secondsLeft: null,
      modelId: null,
    }))
    await this.checkpoint(client)
  }

  private async finish(client: EngineClient): Promise<void> {
    const { step, steps, evaluations } = this.run() as TrainingRun
    if (evaluations.at(-1)?.step !== step && (await this.measure(client))) return
    this.leg = null
    updateTrainingRun(this.store, () => ({ status: step >= steps ? 'done' : 'paused', secondsLeft: null }))
    await this.checkpoint(client)
  }

  private async checkpoint(client: EngineClient): Promise<void> {
    const run = this.run()
    if (run === null || this.holder?.client !== client || this.holder.runId !== run.id) return
    const began = performance.now()
    const state = await client.call('trainingState', {}).result
    if (this.run()?.id === run.id) await this.kept.keep(state)
    this.checkpointed = { at: performance.now(), costMs: performance.now() - began }
  }

  private async ensureHeld(): Promise<EngineClient> {
    const { client } = this.session
    const run = this.run()
    if (run === null) throw new Error('There is no training; start one.')
    if (this.holder?.client === client && this.holder.runId === run.id) return client
    const checkpoint = this.kept.checkpoint
    const state = checkpoint?.run.id === run.id ? checkpoint.state : null
    const { form, data } = run
    const started = await holdTraining(this.store, client, this.dataSource, {
      form,
      data,
      modelId: run.start.modelId,
      state,
    })
    this.holder = { client, runId: run.id }
    noteStart(this.store, started)
    return client
  }

  private end(status: TrainingStatus, message: string | null): void {
    this.leg = null
    updateTrainingRun(this.store, () => ({ status, message, secondsLeft: null }))
    void this.kept.touch()
  }

  private fail(leg: Leg, error: unknown): void {
    const isLost = error instanceof CallCancelled
    if (isLost) this.holder = null
    if (this.leg !== leg) return
    const checkpoint = this.kept.checkpoint
    const step = checkpoint?.run.id === this.run()?.id && checkpoint?.state ? checkpoint?.run.step : 0
    const lost = `The engine was lost, and step ${step} is what was kept; choose Resume to go on from there.`
    this.end(isLost ? 'paused' : 'failed', isLost ? lost : (error as Error).message)
  }
}

const canBeTakenUp = ({ status }: TrainingRun): boolean =>
  status === 'paused' || status === 'failed' || status === 'stopped'

/** The next step at which something is due. */
const nextMultiple = (step: number, ...periods: number[]): number =>
  Math.min(...periods.map((period) => (Math.floor(step / period) + 1) * period))
