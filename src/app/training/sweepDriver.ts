/** @file A sweep over lambda as a resumable run (the paper's Figure 5): a list of trainings from the same model. */
import type { AppStore } from '../../store/appStore'
import type { ShownRun } from '../../store/runs/run'
import type { ChosenForm, LambdaSweep, SweepEntry } from '../../store/training/training'
import { sweepProblem } from '../../store/training/trainingForm'
import type { DataSource } from '../data/dataSource'
import type { Leg, RunDriver, RunStep } from '../runs/runDriver'
import { newTraining } from './newTraining'
import { withImages } from './trainingNotes'
import type { TrainingPlace } from './trainingPlace'
import { asTraining, updateTraining } from './trainingState'

type SweepLeg = Leg<'sweep'>

export class SweepDriver implements RunDriver<'sweep'> {
  readonly kind = 'sweep'
  /** When the first training of the leg was ready, in milliseconds by performance.now, and the steps before it. */
  private pace = { begunAt: 0, stepsBefore: 0 }

  constructor(
    private readonly store: AppStore,
    private readonly dataSource: DataSource,
    private readonly place: TrainingPlace,
  ) {}

  async plan(): Promise<LambdaSweep> {
    const { remembered } = await this.dataSource.chosen(this.store.getState().training.form.data.from)
    const { id, form, start, data, described, status, startedAt } = newTraining(this.store.getState(), remembered)
    const problem = sweepProblem(form)
    if (problem !== null) throw new Error(problem)
    const lambdas = [...new Set(form.sweep.lambdas)].sort((a, b) => a - b)
    return {
      id,
      plan: { form, start, data, ...(described && { described }) },
      status,
      message: null,
      needsData: false,
      before: null,
      entries: lambdas.map((lambda) => waiting(lambda, form.sweep.steps)),
      secondsLeft: null,
      startedAt,
      environments: [],
    }
  }

  write(change: Partial<ShownRun<LambdaSweep>>): void {
    updateTraining(this.store, () => asTraining(change))
  }

  async prepare(leg: SweepLeg): Promise<void> {
    this.pace = { begunAt: 0, stepsBefore: stepsTaken(leg.run()) }
    if (nextEntry(leg.run()) !== undefined) await this.begin(leg)
  }

  async step(leg: SweepLeg): Promise<RunStep> {
    const entry = leg.run().entries.find(({ status }) => status === 'running')
    if (entry === undefined) {
      if (nextEntry(leg.run()) === undefined) return { end: 'done' }
      await this.begin(leg)
      return {}
    }
    const { reports, divergence } = await this.place.takeSteps(leg.client, entry.steps - entry.step)
    if (!leg.isCurrent) return {}
    const step = reports.at(-1)?.step ?? entry.step
    this.update(leg, entry.lambda, { step })
    this.tellTimeLeft(leg)
    if (divergence !== null) return this.end(leg, entry, divergence.message)
    if (reports.length > 0 && step < entry.steps) return {}
    const measured = await leg.client.call('measureTraining', {}).result
    if (!leg.isCurrent) return {}
    if (measured.divergence !== null) return this.end(leg, entry, measured.divergence.message)
    this.update(leg, entry.lambda, { status: 'done', figures: measured.figures, message: null })
    return this.afterTraining(leg)
  }

  /** The training in progress starts over. */
  interrupted({ entries }: LambdaSweep): Partial<LambdaSweep> {
    const begunAnew = entries.map((entry) => (entry.status === 'running' ? waiting(entry.lambda, entry.steps) : entry))
    return { entries: begunAnew, secondsLeft: null }
  }

  content(run: LambdaSweep): LambdaSweep {
    return run
  }

  restored(run: LambdaSweep): LambdaSweep {
    return run
  }

  /** The next training, which is measured before its first step. */
  private async begin(leg: SweepLeg): Promise<void> {
    const { id, plan, entries } = leg.run()
    const entry = entries.find(isWaiting) as SweepEntry
    const started = await this.place.load(leg.client, {
      id: `${id} ${entry.lambda}`,
      form: withLambda(plan.form, entry.lambda),
      data: plan.data,
      modelId: plan.start.modelId,
      state: null,
    })
    if (!leg.isCurrent) return
    const before = await leg.client.call('measureTraining', {}).result
    if (!leg.isCurrent) return
    if (this.pace.begunAt === 0) this.pace = { ...this.pace, begunAt: performance.now() }
    leg.update(() => ({ plan: { ...plan, data: withImages(plan.data, started) }, before: before.figures }))
    this.update(leg, entry.lambda, { status: 'running' })
  }

  /** It collapsed, and is back at the model it started from. */
  private end(leg: SweepLeg, { lambda }: SweepEntry, message: string): RunStep {
    this.update(leg, lambda, { status: 'diverged', figures: leg.run().before, message })
    return this.afterTraining(leg)
  }

  /** The last one is kept with the end of the sweep: a tab that is closed meanwhile must not leave a sweep of nothing. */
  private afterTraining(leg: SweepLeg): RunStep {
    return nextEntry(leg.run()) === undefined ? { end: 'done' } : { keep: 'now' }
  }

  private update(leg: SweepLeg, lambda: number, change: Partial<SweepEntry>): void {
    leg.update(({ entries }) => ({
      entries: entries.map((entry) => (entry.lambda === lambda ? { ...entry, ...change } : entry)),
    }))
  }

  /** Averaged over this leg, measurements included, as single steps take very different times on a busy machine. */
  private tellTimeLeft(leg: SweepLeg): void {
    const seconds = (performance.now() - this.pace.begunAt) / 1000
    leg.update((sweep) => {
      const left = sweep.entries.filter(isUnfinished).reduce((sum, { step, steps }) => sum + steps - step, 0)
      return { secondsLeft: (seconds / (stepsTaken(sweep) - this.pace.stepsBefore)) * left }
    })
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

const isWaiting = ({ status }: SweepEntry): boolean => status === 'waiting'

const isUnfinished = ({ status }: SweepEntry): boolean => status === 'waiting' || status === 'running'

const nextEntry = ({ entries }: LambdaSweep): SweepEntry | undefined => entries.find(isWaiting)

const stepsTaken = ({ entries }: LambdaSweep): number => entries.reduce((sum, { step }) => sum + step, 0)

function withLambda(form: ChosenForm, lambda: number): ChosenForm {
  const { steps } = form.sweep
  const objective = { ...form.objective, settings: { ...form.objective.settings, lambda } }
  // The ramp keeps its share of the run.
  return { ...form, objective, steps, rampSteps: Math.round((form.rampSteps / form.steps) * steps) }
}
