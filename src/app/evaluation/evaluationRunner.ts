/** @file Makes a run job by job, keeps what it finds, and goes on where it was cut off: by the person, a reload or a lost GPU. */
import { CallCancelled } from '../../client/engineClient'
import type { FlagFinding } from '../../engine/evaluation/types'
import type { AppStore } from '../../store/appStore'
import { reopenWords } from '../../store/data/dataSource'
import type { EvaluationRun, RunStatus } from '../../store/evaluation/evaluation'
import { formOf } from '../../store/evaluation/evaluationChoices'
import { recordsByKey } from '../../store/evaluation/evaluationJobs'
import {
  type EvaluationPlan,
  type JobRecord,
  jobsOf,
  keyOf,
  type PlannedSource,
} from '../../store/evaluation/evaluationPlan'
import { tally } from '../../store/evaluation/evaluationTally'
import { isOpenRun } from '../../store/runs/openRuns'
import type { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import { withCurrentEnvironment } from '../runs/environment'
import type { KeptList } from '../runs/keptList'
import { KeptWork } from '../runs/keptWork'
import { updateEvaluation, updateRun } from './evaluationState'
import { newEvaluation } from './newEvaluation'
import { planEvaluation } from './planEvaluation'
import { RunModels } from './runModels'
import { RunQuestions } from './runQuestions'

/** The largest share of time that tallying the results of a long run may take. */
const TALLY_SHARE = 0.1

/** A call that is to be made, whose answer may come after the run was ended or paused: then it counts for nothing. */
type Leg = object

export class EvaluationRunner {
  private leg: Leg | null = null
  private readonly questions: RunQuestions
  private readonly models: RunModels
  private readonly kept: KeptWork<'evaluation'>

  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly dataSource: DataSource,
    list: KeptList,
  ) {
    this.questions = new RunQuestions(
      () => session.client,
      dataSource,
      (share) => this.onProgress(share),
    )
    this.models = new RunModels(store, session)
    this.kept = new KeptWork('evaluation', list, {
      content: () => this.run(),
      show: (run) => updateEvaluation(store, () => ({ run: run === null ? null : this.restored(run) })),
      isOpen: () => isOpenRun(this.run()),
      tell: (isElsewhere) => updateEvaluation(store, () => ({ isElsewhere })),
    })
    void this.kept.restore().then(() => {
      const run = this.run()
      if (run !== null) updateEvaluation(store, ({ form }) => ({ form: formOf(run.plan, form) }))
    })
    store.subscribe((state, before) => {
      const { run, dataSet: opened, isElsewhere } = state.evaluation
      if (run === null || isElsewhere) return
      if (opened.summary !== before.evaluation.dataSet.summary) this.noticeImages()
      const gone = run.plan.models.find(({ id }) => !state.models.some((model) => model.id === id))
      if (run.status === 'running' && gone)
        this.end(
          'paused',
          `The model “${gone.name}” has no column any more; choose it again, or resume, which gives it one.`,
        )
    })
  }

  async start(): Promise<void> {
    if (this.store.getState().evaluation.starting) return
    // Where the new one can not be begun, the one before can go on.
    this.pause()
    updateEvaluation(this.store, () => ({ starting: true, problem: null }))
    try {
      const plan = await planEvaluation(this.store.getState(), this.session.client, this.dataSource)
      const run = newEvaluation(plan)
      await this.kept.begin(run.id)
      updateEvaluation(this.store, () => ({ run }))
      void this.kept.save()
      void this.go()
    } catch (error) {
      const problem =
        error instanceof CallCancelled ? 'The engine restarted meanwhile; start again.' : (error as Error).message
      updateEvaluation(this.store, () => ({ problem }))
    } finally {
      updateEvaluation(this.store, () => ({ starting: false }))
    }
  }

  pause(): void {
    if (this.own()?.status === 'running') this.end('paused', null)
  }

  async resume(): Promise<void> {
    const run = this.own()
    if (run === null || this.leg !== null || this.store.getState().evaluation.starting) return
    if (!canBeTakenUp(run)) return
    const { source } = run.plan
    if (source.kind === 'dataSet' && this.isWithoutImages(run)) await this.dataSource.reopen(source.dataSet)
    if (!(await this.kept.claim())) return
    const now = this.run()
    if (now?.id !== run.id || !canBeTakenUp(now) || this.leg !== null) return
    if (this.isWithoutImages(now)) this.waitForFiles(source)
    else await this.go()
  }

  cancel(): void {
    if (isOpenRun(this.own())) this.end('cancelled', null)
  }

  /** Takes the run off the page, paused where it was under way; it stays kept. */
  close(): Promise<void> {
    this.pause()
    return this.kept.close()
  }

  /** Shows a run that is kept, in place of the present one. */
  async open(id: string): Promise<void> {
    this.pause()
    await this.kept.open(id)
  }

  private run(): EvaluationRun | null {
    return this.store.getState().evaluation.run
  }

  /** null where another tab is at it. */
  private own(): EvaluationRun | null {
    const { run, isElsewhere } = this.store.getState().evaluation
    return isElsewhere ? null : run
  }

  private restored(run: EvaluationRun): EvaluationRun {
    if (!canBeTakenUp(run) && run.status !== 'running') return run
    const status = run.status === 'cancelled' ? run.status : 'paused'
    return { ...run, status, message: null, needsDataSet: this.isWithoutImages(run) }
  }

  private isWithoutImages({ plan: { source } }: EvaluationRun): boolean {
    return source.kind === 'dataSet' && this.dataSource.isMissing(source.dataSet)
  }

  private noticeImages(): void {
    const run = this.run()
    if (run === null || !canBeTakenUp(run)) return
    const needsDataSet = this.isWithoutImages(run)
    if (needsDataSet === run.needsDataSet) return
    updateRun(this.store, () => ({ needsDataSet, message: needsDataSet ? needsWords(run.plan.source) : null }))
  }

  private halt(): void {
    this.leg = null
    this.questions.cancel()
  }

  private end(status: RunStatus, message: string | null): void {
    this.halt()
    const run = this.run()
    if (run === null) return
    updateRun(this.store, (before) => ({
      status,
      message,
      results: tally(before.plan, before.records),
      progress: { ...before.progress, share: 0 },
    }))
    void this.kept.save()
  }

  private waitForFiles(source: PlannedSource): void {
    this.end('paused', needsWords(source))
    updateRun(this.store, () => ({ needsDataSet: true }))
  }

  /** Makes all that is left, until the run is ended, paused, or fails. */
  private async go(): Promise<void> {
    const leg: Leg = {}
    this.leg = leg
    this.models.choose((this.run() as EvaluationRun).plan.models)
    updateRun(this.store, () => ({ status: 'running', message: null, needsDataSet: false }))
    try {
      while (this.leg === leg) {
        try {
          await this.makeAll(leg)
          return
        } catch (error) {
          // The engine was replaced: what it was at is asked again once the next one runs.
          if (!(error instanceof CallCancelled) || this.leg !== leg) throw error
          updateRun(this.store, () => ({ message: 'The engine is starting again; the run goes on when it has.' }))
          await this.models.untilReplaced()
        }
      }
    } catch (error) {
      if (this.leg !== leg) return
      // Closed while the run went on, or others opened in their place.
      const run = this.run() as EvaluationRun
      if (this.isWithoutImages(run)) this.waitForFiles(run.plan.source)
      else this.end('failed', (error as Error).message)
    }
  }

  private async makeAll(leg: Leg): Promise<void> {
    const { plan } = this.run() as EvaluationRun
    await this.models.ready(plan.models)
    // The next engine is given the files of the one before.
    await this.dataSource.settled()
    if (this.leg !== leg) return
    if (this.isWithoutImages(this.run() as EvaluationRun)) {
      this.waitForFiles(plan.source)
      return
    }
    this.noteEnvironment()
    const records = recordsByKey((this.run() as EvaluationRun).records)
    let block = 0
    for (const key of jobsOf(plan)) {
      // A first stretch of the curves, then what may be wrong with them, then the rest.
      if (key.block > block) {
        if (block === 0) await this.checkFlags(leg, plan)
        block = key.block
      }
      if (records.has(keyOf(key))) continue
      if (this.leg !== leg) return
      const outcome = await this.timed(leg, () => this.questions.judge(plan, key, records))
      if (this.leg !== leg) return
      const environment = (this.run() as EvaluationRun).environments.length - 1
      const record: JobRecord = { ...key, environment, outcome }
      records.set(keyOf(key), record)
      this.take(record)
    }
    await this.checkFlags(leg, plan)
    if (this.leg === leg) this.end('done', null)
  }

  /** Of every model that was not looked at yet. */
  private async checkFlags(leg: Leg, plan: EvaluationPlan): Promise<void> {
    const { flags: settings, models } = plan
    if (settings === null) return
    for (const model of models) {
      if (this.leg !== leg) return
      if ((this.run() as EvaluationRun).flags[model.id]) continue
      const findings = await this.timed(leg, () => this.questions.checkFlags(plan, model, settings))
      if (this.leg === leg) this.takeFlags(model.id, findings)
    }
  }

  private onProgress(share: number): void {
    updateRun(this.store, ({ progress }) => ({ progress: { ...progress, share } }))
  }

  private async timed<Result>(leg: Leg, work: () => Promise<Result>): Promise<Result> {
    const began = performance.now()
    try {
      return await work()
    } finally {
      const spent = performance.now() - began
      if (this.leg === leg) updateRun(this.store, ({ activeMs }) => ({ activeMs: activeMs + spent }))
    }
  }

  private tallyCostMs = 0
  private talliedAt = Number.NEGATIVE_INFINITY

  private take(record: JobRecord): void {
    const began = performance.now()
    const isDue = (began - this.talliedAt) * TALLY_SHARE >= this.tallyCostMs
    updateRun(this.store, ({ plan, records: before, results, progress: { done, total } }) => {
      const records = [...before, record]
      const progress = { done: done + 1, total, share: 0 }
      return { records, progress, message: null, results: isDue ? tally(plan, records) : results }
    })
    if (isDue) {
      this.talliedAt = performance.now()
      this.tallyCostMs = this.talliedAt - began
    }
    this.kept.saveSoon()
  }

  private takeFlags(modelId: string, findings: readonly FlagFinding[]): void {
    updateRun(this.store, ({ flags, progress: { done, total } }) => ({
      flags: { ...flags, [modelId]: findings },
      progress: { done: done + 1, total, share: 0 },
    }))
    this.kept.saveSoon()
  }

  private noteEnvironment(): void {
    const { engine } = this.store.getState()
    updateRun(this.store, ({ environments }) => ({ environments: withCurrentEnvironment(environments, engine) }))
  }
}

const canBeTakenUp = ({ status }: EvaluationRun): boolean =>
  status === 'paused' || status === 'failed' || status === 'cancelled'

const needsWords = (source: PlannedSource): string | null =>
  source.kind === 'dataSet' ? reopenWords(source.dataSet) : null
