/** @file A sweep over lambda: several short trainings in turn, each from the same model (the paper's Figure 5). */
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import type { ChosenForm, FinetuneRun, LambdaSweep, SweepEntry } from '../../store/finetune'
import { sweepProblem } from '../../store/finetuneForm'
import type { DataSource } from '../dataSets/dataSource'
import type { EngineSession } from '../engineSession'
import { updateFinetune } from './finetuneState'
import { newRun } from './newRun'
import { holdTraining } from './trainingCalls'

const SLICE_MS = 200

export class SweepRunner {
  /** Of the sweep that is under way. */
  private leg: object | null = null
  /** When its first training was ready, in milliseconds as performance.now has them. */
  private begunAt = 0

  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly dataSource: DataSource,
  ) {}

  get isBusy(): boolean {
    return this.leg !== null
  }

  async start(): Promise<void> {
    const leg = {}
    this.leg = leg
    let planned: FinetuneRun
    try {
      planned = await this.plan()
    } catch (error) {
      this.leg = null
      updateFinetune(this.store, () => ({ problem: wordsOf(error) }))
      return
    }
    if (this.leg !== leg) return
    const { form, start, data } = planned
    try {
      const { steps } = form.sweep
      const lambdas = [...new Set(form.sweep.lambdas)].sort((a, b) => a - b)
      const entries = lambdas.map(
        (lambda): SweepEntry => ({ lambda, status: 'waiting', step: 0, steps, figures: null, message: null }),
      )
      const sweep: LambdaSweep = {
        status: 'preparing',
        message: null,
        attack: form.attack,
        before: null,
        entries,
        secondsLeft: null,
      }
      updateFinetune(this.store, () => ({ sweep, problem: null }))
      const { client } = this.session
      for (const lambda of lambdas) {
        if (this.leg !== leg) return
        await holdTraining(this.store, client, this.dataSource, {
          form: withLambda(form, lambda),
          data,
          modelId: start.modelId,
          state: null,
        })
        await this.train(leg, client, lambda)
      }
      if (this.leg === leg) this.update(() => ({ status: 'done', secondsLeft: null }))
    } catch (error) {
      if (this.leg === leg) this.update(() => ({ status: 'failed', message: wordsOf(error), secondsLeft: null }))
    } finally {
      if (this.leg === leg) this.leg = null
    }
  }

  stop(): void {
    if (this.leg === null) return
    this.leg = null
    this.update(({ entries }) => ({
      status: 'stopped',
      secondsLeft: null,
      entries: entries.map((entry) => (entry.status === 'running' ? { ...entry, status: 'waiting' } : entry)),
    }))
  }

  discard(): void {
    this.leg = null
    updateFinetune(this.store, () => ({ sweep: null }))
  }

  private async plan(): Promise<FinetuneRun> {
    const { remembered } = await this.dataSource.chosen(this.store.getState().finetune.form.data.from)
    const run = newRun(this.store.getState(), remembered)
    const problem = sweepProblem(run.form)
    if (problem !== null) throw new Error(problem)
    return run
  }

  private async train(leg: object, client: EngineClient, lambda: number): Promise<void> {
    const before = await client.call('measureTraining', {}).result
    if (this.leg !== leg) return
    this.update(({ status }) => {
      if (status === 'preparing') this.begunAt = performance.now()
      return { status: 'running', before: before.figures }
    })
    this.updateEntry(lambda, () => ({ status: 'running' }))
    while (this.leg === leg) {
      const { reports, divergence } = await client.call('trainSteps', { most: 1e6, withinMs: SLICE_MS }).result
      if (this.leg !== leg) return
      const last = reports.at(-1)
      if (last !== undefined) this.updateEntry(lambda, () => ({ step: last.step }))
      if (last !== undefined) this.tellTimeLeft()
      if (divergence !== null) {
        this.updateEntry(lambda, () => ({
          status: 'diverged',
          figures: before.figures,
          message: divergence.message,
        }))
        return
      }
      if (reports.length === 0 || last?.step === this.entry(lambda)?.steps) break
    }
    if (this.leg !== leg) return
    const after = await client.call('measureTraining', {}).result
    if (this.leg !== leg) return
    const hasCollapsed = after.divergence !== null
    this.updateEntry(lambda, () => ({
      status: hasCollapsed ? 'diverged' : 'done',
      figures: hasCollapsed ? before.figures : after.figures,
      message: after.divergence?.message ?? null,
    }))
  }

  private entry(lambda: number): SweepEntry | undefined {
    return this.store.getState().finetune.sweep?.entries.find((entry) => entry.lambda === lambda)
  }

  /** By all that was done so far, measurements included: single steps take very different times on a busy machine. */
  private tellTimeLeft(): void {
    const seconds = (performance.now() - this.begunAt) / 1000
    this.update(({ entries }) => {
      const taken = entries.reduce((sum, { step }) => sum + step, 0)
      const left = entries.reduce((sum, { status, step, steps }) => {
        if (status === 'waiting') return sum + steps
        return status === 'running' ? sum + steps - step : sum
      }, 0)
      return { secondsLeft: (seconds / taken) * left }
    })
  }

  private update(change: (sweep: LambdaSweep) => Partial<LambdaSweep>): void {
    updateFinetune(this.store, ({ sweep }) => (sweep === null ? {} : { sweep: { ...sweep, ...change(sweep) } }))
  }

  private updateEntry(lambda: number, change: (entry: SweepEntry) => Partial<SweepEntry>): void {
    this.update(({ entries }) => ({
      entries: entries.map((entry) => (entry.lambda === lambda ? { ...entry, ...change(entry) } : entry)),
    }))
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof CallCancelled ? 'The engine was lost; start the sweep again.' : (error as Error).message

function withLambda(form: ChosenForm, lambda: number): ChosenForm {
  const { steps } = form.sweep
  const objective = { ...form.objective, settings: { ...form.objective.settings, lambda } }
  // The ramp keeps its share of the run.
  return { ...form, objective, steps, rampSteps: Math.round((form.rampSteps / form.steps) * steps) }
}
