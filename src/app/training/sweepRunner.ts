/** @file A sweep over lambda: several short trainings in turn, each from the same model (the paper's Figure 5). */
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import { isSweeping } from '../../store/runs/openRuns'
import type { ChosenForm, LambdaSweep, SweepEntry } from '../../store/training/training'
import { sweepProblem } from '../../store/training/trainingForm'
import type { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import { withCurrentEnvironment } from '../runs/environment'
import type { KeptList } from '../runs/keptList'
import { KeptWork } from '../runs/keptWork'
import { newTraining } from './newTraining'
import { holdTraining } from './trainingCalls'
import { withImages } from './trainingNotes'
import { updateSweep, updateTraining } from './trainingState'

const SLICE_MS = 200

export class SweepRunner {
  /** Of the sweep that is under way. */
  private leg: object | null = null
  /** When the first training of the leg was ready, in milliseconds as performance.now has them, and the steps before it. */
  private pace = { begunAt: 0, stepsBefore: 0 }
  private readonly kept: KeptWork<'sweep'>

  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly dataSource: DataSource,
    list: KeptList,
  ) {
    const sweep = () => store.getState().training.sweep
    this.kept = new KeptWork('sweep', list, {
      content: sweep,
      show: (kept) => updateTraining(store, () => ({ sweep: kept === null ? null : asStopped(kept) })),
      isOpen: () => isSweeping(sweep()),
      tell: (isSweepElsewhere) => updateTraining(store, () => ({ isSweepElsewhere })),
    })
    void this.kept.restore()
  }

  get isBusy(): boolean {
    return this.leg !== null
  }

  start(): Promise<void> {
    return this.begin(async () => {
      const { remembered } = await this.dataSource.chosen(this.store.getState().training.form.data.from)
      const { form, start, data } = newTraining(this.store.getState(), remembered)
      const problem = sweepProblem(form)
      if (problem !== null) throw new Error(problem)
      const lambdas = [...new Set(form.sweep.lambdas)].sort((a, b) => a - b)
      const id = crypto.randomUUID()
      await this.kept.begin(id)
      return {
        id,
        plan: { form, start, data },
        status: 'preparing',
        message: null,
        before: null,
        entries: lambdas.map((lambda) => waiting(lambda, form.sweep.steps)),
        secondsLeft: null,
        startedAt: new Date().toISOString(),
        environments: [],
      }
    })
  }

  /** With the trainings that are missing. */
  async resume(): Promise<void> {
    if (!(await this.kept.claim())) return
    const { sweep } = this.store.getState().training
    if (sweep === null || this.isBusy) return
    await this.begin(async () => {
      const { dataSet } = sweep.plan.data
      if (this.dataSource.isMissing(dataSet)) await this.dataSource.reopen(dataSet)
      const entries = sweep.entries.map((entry) => (isOver(entry) ? entry : waiting(entry.lambda, entry.steps)))
      return { ...sweep, status: 'preparing', message: null, entries }
    })
  }

  stop(): void {
    if (this.leg === null) return
    this.leg = null
    updateSweep(this.store, asStopped)
    void this.kept.save()
  }

  /** Takes the sweep off the page, stopped where it was under way; it stays kept. */
  close(): Promise<void> {
    this.stop()
    return this.kept.close()
  }

  /** Shows a sweep that is kept, in place of the present one. */
  async open(id: string): Promise<void> {
    this.stop()
    await this.kept.open(id)
  }

  private async begin(prepare: () => Promise<LambdaSweep>): Promise<void> {
    const leg = {}
    this.leg = leg
    try {
      const sweep = await prepare()
      if (this.leg !== leg) return
      updateTraining(this.store, () => ({ sweep, problem: null }))
      void this.kept.save()
      await this.trainAll(leg, sweep)
    } catch (error) {
      const isLost = error instanceof CallCancelled
      const problem = isLost ? 'The engine restarted meanwhile; try again.' : (error as Error).message
      if (this.leg === leg) updateTraining(this.store, () => ({ problem }))
    } finally {
      if (this.leg === leg) this.leg = null
      await this.kept.save()
    }
  }

  private async trainAll(leg: object, { plan, entries }: LambdaSweep): Promise<void> {
    const { client } = this.session
    this.pace = { begunAt: 0, stepsBefore: entries.reduce((sum, { step }) => sum + step, 0) }
    try {
      for (const { lambda } of entries.filter((entry) => !isOver(entry))) {
        if (this.leg !== leg) return
        const started = await holdTraining(this.store, client, this.dataSource, {
          form: withLambda(plan.form, lambda),
          data: plan.data,
          modelId: plan.start.modelId,
          state: null,
        })
        if (this.leg !== leg) return
        updateSweep(this.store, () => ({ plan: { ...plan, data: withImages(plan.data, started) } }))
        await this.train(leg, client, lambda)
        void this.kept.save()
      }
      if (this.leg === leg) updateSweep(this.store, () => ({ status: 'done', secondsLeft: null }))
    } catch (error) {
      if (this.leg !== leg) return
      updateSweep(this.store, (sweep) => ({ ...asStopped(sweep), status: 'failed', message: wordsOf(error) }))
    }
  }

  private async train(leg: object, client: EngineClient, lambda: number): Promise<void> {
    const before = await client.call('measureTraining', {}).result
    if (this.leg !== leg) return
    this.noteBeginning(before.figures)
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

  private noteBeginning(before: LambdaSweep['before']): void {
    if (this.pace.begunAt === 0) this.pace = { ...this.pace, begunAt: performance.now() }
    const { engine } = this.store.getState()
    updateSweep(this.store, ({ environments }) => ({
      status: 'running',
      before,
      environments: withCurrentEnvironment(environments, engine),
    }))
  }

  private entry(lambda: number): SweepEntry | undefined {
    return this.store.getState().training.sweep?.entries.find((entry) => entry.lambda === lambda)
  }

  /** By all that was done in this leg, measurements included: single steps take very different times on a busy machine. */
  private tellTimeLeft(): void {
    const seconds = (performance.now() - this.pace.begunAt) / 1000
    updateSweep(this.store, ({ entries }) => {
      const taken = entries.reduce((sum, { step }) => sum + step, 0) - this.pace.stepsBefore
      const left = entries.reduce((sum, { status, step, steps }) => {
        if (status === 'waiting') return sum + steps
        return status === 'running' ? sum + steps - step : sum
      }, 0)
      return { secondsLeft: (seconds / taken) * left }
    })
  }

  private updateEntry(lambda: number, change: (entry: SweepEntry) => Partial<SweepEntry>): void {
    updateSweep(this.store, ({ entries }) => ({
      entries: entries.map((entry) => (entry.lambda === lambda ? { ...entry, ...change(entry) } : entry)),
    }))
  }
}

const waiting = (lambda: number, steps: number): SweepEntry => ({
  lambda,
  status: 'waiting',
  step: 0,
  steps,
  figures: null,
  message: null,
})

/** As it was when the page was left: the training that was under way begins anew. */
function asStopped(sweep: LambdaSweep): LambdaSweep {
  if (!isSweeping(sweep)) return sweep
  const entries = sweep.entries.map((entry) =>
    entry.status === 'running' ? { ...entry, status: 'waiting' as const, step: 0 } : entry,
  )
  return { ...sweep, status: 'stopped', secondsLeft: null, entries }
}

const isOver = ({ status }: SweepEntry): boolean => status === 'done' || status === 'diverged'

const wordsOf = (error: unknown): string =>
  error instanceof CallCancelled
    ? 'The engine was lost; choose Try again for the trainings that are missing.'
    : (error as Error).message

function withLambda(form: ChosenForm, lambda: number): ChosenForm {
  const { steps } = form.sweep
  const objective = { ...form.objective, settings: { ...form.objective.settings, lambda } }
  // The ramp keeps its share of the run.
  return { ...form, objective, steps, rampSteps: Math.round((form.rampSteps / form.steps) * steps) }
}
