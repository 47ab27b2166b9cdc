/** @file The one run of a kind that the page shows: begun, kept, paused, resumed, closed; the same for every kind. */
import type { AppStore } from '../../store/appStore'
import type { RunKind } from '../../store/runs/kept'
import { canGoOn, isMoving, isOpen, type ShownRun } from '../../store/runs/run'
import { RUN_KINDS, type Runs } from '../../store/runs/runKinds'
import type { AppState } from '../../store/types'
import type { EngineSession } from '../engineSession'
import type { KeptList } from './keptList'
import { KeptWork } from './keptWork'
import { OneLeg } from './oneLeg'
import { inCommon, type RunDriver } from './runDriver'
import { RunEngine } from './runEngine'
import { type ImagesOfRuns, RunImages } from './runImages'
import type { RunVerbs } from './runVerbs'

/** Another run that needs the same place in the engine: only one of the two runs at a time. */
type Rival = Pick<ResumableRun<RunKind>, 'isBusy' | 'settled'>

export interface RunTools {
  readonly store: AppStore
  readonly session: EngineSession
  readonly list: KeptList
  readonly dataSource: ImagesOfRuns
  /** How long after the failure of a call the loss of its engine may be reported, in milliseconds; for tests. */
  readonly lossIsToldWithinMs?: number
}

export class ResumableRun<Kind extends RunKind> implements RunVerbs {
  /** Resolves once the run shown when the page was left is restored. */
  readonly restored: Promise<void>
  rivals: readonly Rival[] = []
  private leg: OneLeg<Kind> | null = null
  /** The leg that may still be finishing its last call after a pause. */
  private loop: Promise<void> = Promise.resolve()
  private isStarting = false
  private readonly engine: RunEngine
  private readonly images: RunImages<Kind>
  private readonly kept: KeptWork<Kind>

  constructor(
    private readonly driver: RunDriver<Kind>,
    private readonly tools: RunTools,
  ) {
    const { store, session, list, lossIsToldWithinMs } = tools
    this.images = new RunImages(driver.kind, tools.dataSource)
    this.engine = new RunEngine(store, session, lossIsToldWithinMs)
    this.kept = new KeptWork(driver.kind, list, {
      content: () => (this.run === null ? null : driver.content(this.run)),
      show: (content) => driver.write({ run: content === null ? null : this.asInterrupted(driver.restored(content)) }),
      isOpen: () => isOpen(this.run),
      tell: (isElsewhere) => driver.write({ isElsewhere }),
    })
    this.restored = this.kept.restore()
    store.subscribe((_, before) => this.notice(before))
  }

  get run(): Runs[Kind] | null {
    return this.state.run
  }

  /** Whether steps are being taken here, or are about to be. */
  get isBusy(): boolean {
    return this.isStarting || isMoving(this.own)
  }

  /** Resolves once no step is under way any more, even of a run that was just paused. */
  get settled(): Promise<void> {
    return this.loop
  }

  async start(): Promise<void> {
    if (this.isStarting || this.isHindered) return
    // If the new run cannot begin, the previous one can be resumed.
    this.pause()
    await this.planning(async (run) => {
      await this.allSettled()
      await this.kept.begin(run.id)
      this.driver.write({ run })
      // Kept before its first step.
      void this.kept.save()
      this.go()
    })
  }

  /**
   * A run with the settings of the form, by the checks of `start`, that is neither begun nor kept. null if there can be
   * none, which `ShownRun.problem` says.
   *
   * @param check may throw one sentence
   */
  async plan(check: (run: Runs[Kind]) => Promise<void> = async () => {}): Promise<Runs[Kind] | null> {
    let planned: Runs[Kind] | null = null
    if (this.isStarting) return planned
    await this.planning(async (run) => {
      await check(run)
      planned = run
    })
    return planned
  }

  pause(): void {
    if (isMoving(this.own)) this.end('paused', null)
  }

  /** @param mostSteps the number of steps after which it pauses again */
  async resume(mostSteps = Number.POSITIVE_INFINITY): Promise<void> {
    const run = this.own
    if (run === null || !canGoOn(run) || this.isStarting || this.isHindered) return
    await this.images.reopen(run)
    if (!(await this.kept.claim())) return
    await this.allSettled()
    const now = this.own
    if (now?.id !== run.id || !canGoOn(now) || this.isHindered) return
    if (this.images.areMissing(now)) this.waitForImages(now)
    else this.go(mostSteps)
  }

  stop(): void {
    if (isOpen(this.own)) this.end('stopped', null)
  }

  async close(): Promise<void> {
    const { run } = this
    await this.putAway()
    await this.kept.close()
    if (run !== null) this.driver.closed?.(run)
  }

  async open(id: string): Promise<void> {
    await this.putAway()
    await this.kept.open(id)
  }

  async discard(id: string): Promise<void> {
    const { run, isElsewhere } = this.state
    if (run?.id === id && !isElsewhere) await this.close()
    await this.tools.list.remove(this.driver.kind, id)
  }

  /** Has no effect if there is no run. */
  update(change: (run: Runs[Kind]) => Partial<Runs[Kind]>): void {
    const { run } = this
    if (run !== null) this.driver.write({ run: { ...run, ...change(run) } })
  }

  save(): Promise<void> {
    return this.kept.save()
  }

  private get state(): ShownRun<Runs[Kind]> {
    return RUN_KINDS[this.driver.kind].state(this.tools.store.getState())
  }

  /** null if another tab is working on it. */
  private get own(): Runs[Kind] | null {
    const { run, isElsewhere } = this.state
    return isElsewhere ? null : run
  }

  private get isHindered(): boolean {
    return this.rivals.some(({ isBusy }) => isBusy)
  }

  private async allSettled(): Promise<void> {
    await Promise.all([this, ...this.rivals].map(({ settled }) => settled))
  }

  /** Paused, with the last step that was taken. */
  private async putAway(): Promise<void> {
    this.pause()
    await this.settled
  }

  /** Has the driver plan a run from the form; says why if it cannot, or if `use` throws. */
  private async planning(use: (run: Runs[Kind]) => Promise<void>): Promise<void> {
    this.isStarting = true
    this.driver.write({ starting: true, problem: null })
    try {
      await use(await this.engine.askAgain(() => this.driver.plan()))
    } catch (error) {
      this.driver.write({ problem: (error as Error).message })
    } finally {
      this.isStarting = false
      this.driver.write({ starting: false })
    }
  }

  private go(mostSteps?: number): void {
    const { driver, engine, kept } = this
    this.update(() => inCommon({ status: 'preparing', message: null, needsData: false }))
    const leg = new OneLeg<Kind>({
      driver,
      engine,
      store: this.tools.store,
      ready: () => this.tools.dataSource.settled(),
      run: () => this.run,
      update: (change) => this.update(change),
      keep: (when) => (when === 'now' ? void kept.save() : kept.saveSoon()),
      end: (status) => this.end(status, null),
      ...(mostSteps !== undefined && { mostSteps }),
    })
    this.leg = leg
    this.loop = leg.take().catch((error: unknown) => this.fail(leg, error as Error))
  }

  private fail(leg: OneLeg<Kind>, { message }: Error): void {
    if (this.leg !== leg || this.run === null) return
    // They were closed or replaced while the run went on.
    if (this.images.areMissing(this.run)) this.waitForImages(this.run)
    else this.end('failed', message)
  }

  private end(status: Runs[Kind]['status'], message: string | null): void {
    this.leg?.end()
    this.leg = null
    this.update((run) => ({ ...this.driver.interrupted?.(run), ...inCommon({ status, message }) }))
    void this.kept.save()
  }

  private waitForImages(run: Runs[Kind]): void {
    this.end(run.status === 'stopped' ? 'stopped' : 'paused', null)
    this.update((now) => this.images.noteOf(now))
  }

  /** The run as shown when the page is opened again: paused if it was under way. */
  private asInterrupted(run: Runs[Kind]): Runs[Kind] {
    if (!canGoOn(run) && !isMoving(run)) return run
    const status = run.status === 'stopped' ? run.status : 'paused'
    return { ...run, ...this.driver.interrupted?.(run), ...this.images.noteOf(run), status }
  }

  private notice(before: AppState): void {
    const run = this.own
    if (run?.status === 'running') {
      const hindrance = this.driver.hindrance?.(run, this.tools.store.getState()) ?? null
      if (hindrance !== null) this.end('paused', hindrance)
    } else if (run !== null && canGoOn(run) && this.images.hasNews(run, before)) {
      this.update((now) => this.images.noteOf(now))
    }
  }
}
