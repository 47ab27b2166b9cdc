/** @file An evaluation as a resumable run: a step is a block of images on one model, or a model's red flags. */

import type { AppStore } from '../../store/appStore'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { recordsByKey } from '../../store/evaluation/evaluationJobs'
import { type JobKey, type JobRecord, jobsOf, keyOf, type PlannedModel } from '../../store/evaluation/evaluationPlan'
import { tally } from '../../store/evaluation/evaluationTally'
import type { ShownRun } from '../../store/runs/run'
import type { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import { missingColumn } from '../runs/missingColumn'
import type { Leg, RunDriver, RunStep } from '../runs/runDriver'
import { updateEvaluation } from './evaluationState'
import { newEvaluation, nothingReadWords } from './newEvaluation'
import { planEvaluation } from './planEvaluation'
import { RunModels } from './runModels'
import { RunQuestions } from './runQuestions'
import { Tallying } from './tallying'

type EvaluationLeg = Leg<'evaluation'>

/** A call of the engine. */
type Job = { readonly key: JobKey } | { readonly flagged: PlannedModel }

export class EvaluationDriver implements RunDriver<'evaluation'> {
  readonly kind = 'evaluation'
  private readonly questions: RunQuestions
  private readonly models: RunModels
  private readonly tallying = new Tallying()
  private jobs: Iterator<Job> = [][Symbol.iterator]()
  private records = new Map<string, JobRecord>()

  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly dataSource: DataSource,
  ) {
    this.questions = new RunQuestions(() => session.client, dataSource)
    this.models = new RunModels(store, session)
  }

  async plan(): Promise<EvaluationRun> {
    return newEvaluation(await planEvaluation(this.store.getState(), this.session.client, this.dataSource))
  }

  write(change: Partial<ShownRun<EvaluationRun>>): void {
    updateEvaluation(this.store, () => change)
  }

  async prepare(leg: EvaluationLeg): Promise<void> {
    const { plan, records } = leg.run()
    this.models.choose(plan.models)
    await this.models.ready(plan.models)
    this.records = recordsByKey(records)
    this.jobs = jobsLeft(leg)
  }

  async step(leg: EvaluationLeg): Promise<RunStep> {
    const next = this.jobs.next()
    if (next.done) return this.end(leg)
    const began = performance.now()
    const job = next.value
    const found = 'key' in job ? await this.judge(leg, job.key) : await this.checkFlags(leg, job.flagged)
    const spent = performance.now() - began
    leg.update((run) => ({
      ...found(run),
      activeMs: run.activeMs + spent,
      message: null,
      progress: { ...run.progress, done: run.progress.done + 1, share: 0 },
    }))
    return { keep: 'soon' }
  }

  cancel(): void {
    this.questions.cancel()
  }

  interrupted({ plan, records, progress }: EvaluationRun): Partial<EvaluationRun> {
    return { results: tally(plan, records), progress: { ...progress, share: 0 } }
  }

  hindrance({ plan }: EvaluationRun, { models }: ReturnType<AppStore['getState']>): string | null {
    return missingColumn(plan.models, models)
  }

  content(run: EvaluationRun): EvaluationRun {
    return run
  }

  restored(run: EvaluationRun): EvaluationRun {
    return run
  }

  private async judge(leg: EvaluationLeg, key: JobKey) {
    const { plan, environments } = leg.run()
    const outcome = await this.questions.judge(plan, key, this.records, this.onProgress(leg))
    const record: JobRecord = { ...key, environment: environments.length - 1, outcome }
    this.records.set(keyOf(key), record)
    return ({ records: before, results }: EvaluationRun): Partial<EvaluationRun> => {
      const records = [...before, record]
      return { records, results: this.tallying.ifDue(() => tally(plan, records)) ?? results }
    }
  }

  private async checkFlags(leg: EvaluationLeg, model: PlannedModel) {
    const findings = await this.questions.checkFlags(leg.run().plan, model, this.onProgress(leg))
    return ({ flags }: EvaluationRun): Partial<EvaluationRun> => ({ flags: { ...flags, [model.id]: findings } })
  }

  private onProgress(leg: EvaluationLeg) {
    return (share: number) => leg.update(({ progress }) => ({ progress: { ...progress, share } }))
  }

  /** Throws one sentence if no image could be read, as such a run has found nothing. */
  private end(leg: EvaluationLeg): RunStep {
    const { plan, records } = leg.run()
    if (records.length > 0 && records.every(({ outcome }) => outcome.indices.length === 0)) {
      // A retry reads them again.
      leg.update((run) => ({ records: [], flags: {}, progress: { ...run.progress, done: 0 } }))
      throw new Error(nothingReadWords(plan))
    }
    return { end: 'done' }
  }
}

/** The first part of the curves, then the checks for red flags, then the rest; without what was found already. */
function* jobsLeft(leg: EvaluationLeg): Generator<Job> {
  const { plan, records } = leg.run()
  const done = new Set(records.map(keyOf))
  let block = 0
  for (const key of jobsOf(plan)) {
    if (key.block > block) {
      if (block === 0) yield* flagsLeft(leg)
      block = key.block
    }
    if (!done.has(keyOf(key))) yield { key }
  }
  yield* flagsLeft(leg)
}

function* flagsLeft(leg: EvaluationLeg): Generator<Job> {
  const { plan } = leg.run()
  if (plan.flags === null) return
  for (const model of plan.models) if (!leg.run().flags[model.id]) yield { flagged: model }
}
