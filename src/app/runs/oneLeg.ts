/** @file Takes steps of a run until it is paused or ends; after a lost engine, resumes from what was kept. */
import { type EngineClient, EngineDied } from '../../client/engineClient'
import { countOf } from '../../countOf'
import type { AppStore } from '../../store/appStore'
import type { RunKind } from '../../store/runs/kept'
import type { Runs } from '../../store/runs/runKinds'
import { withCurrentEnvironment } from './environment'
import { inCommon, type Leg, type RunDriver, type RunStep } from './runDriver'
import type { RunEngine } from './runEngine'

/** How often the engine may be lost without a step in between before giving up. */
const MOST_LOSSES = 3

interface LegOptions<Kind extends RunKind> {
  readonly driver: RunDriver<Kind>
  readonly engine: RunEngine
  readonly store: AppStore
  /** Resolves once no images are being opened. */
  readonly ready: () => Promise<void>
  /** The run that the page shows. */
  readonly run: () => Runs[Kind] | null
  readonly update: Leg<Kind>['update']
  readonly keep: (when: NonNullable<RunStep['keep']>) => void
  /** The run has ended by itself. */
  readonly end: (status: NonNullable<RunStep['end']>) => void
  readonly mostSteps?: number
}

export class OneLeg<Kind extends RunKind> implements Leg<Kind> {
  client!: EngineClient
  readonly mostSteps: number
  isCurrent = true
  private readonly runId: string
  private losses = 0
  private stepsWithEngine = 0
  private tellEnd!: () => void
  private readonly ended = new Promise<void>((resolve) => {
    this.tellEnd = resolve
  })

  constructor(private readonly options: LegOptions<Kind>) {
    this.runId = this.run().id
    this.mostSteps = options.mostSteps ?? Number.POSITIVE_INFINITY
  }

  readonly run = (): Runs[Kind] => this.options.run() as Runs[Kind]

  readonly update: Leg<Kind>['update'] = (change) => {
    if (this.options.run()?.id === this.runId) this.options.update(change)
  }

  /** The run is paused or ended. */
  end(): void {
    this.isCurrent = false
    this.tellEnd()
    this.options.driver.cancel?.()
  }

  /** Takes all remaining steps. Throws one sentence if the run cannot go on. */
  async take(): Promise<void> {
    const { engine } = this.options
    while (this.isCurrent) {
      await this.unlessEnded(engine.untilReady())
      if (!this.isCurrent) return
      this.client = engine.client
      this.stepsWithEngine = 0
      try {
        await this.takeWithOneEngine()
      } catch (error) {
        // The results of a leg that is over are not needed.
        if (!this.isCurrent) return
        const isLost = await engine.wasLost(this.client, error)
        if (!this.isCurrent) return
        if (!isLost || this.endedTheEngine(error)) throw error
        this.noteLoss()
      }
    }
  }

  private async takeWithOneEngine(): Promise<void> {
    const { driver, store, ready, keep, end } = this.options
    // The next engine is given the files of the previous one.
    await this.unlessEnded(ready())
    if (this.isCurrent) await this.unlessEnded(driver.prepare(this))
    if (!this.isCurrent) return
    const { engine } = store.getState()
    this.update(({ environments }) =>
      inCommon({ status: 'running', message: null, environments: withCurrentEnvironment(environments, engine) }),
    )
    while (this.isCurrent) {
      const { keep: when, end: status } = await driver.step(this)
      this.losses = 0
      this.stepsWithEngine++
      if (status !== undefined && this.isCurrent) return end(status)
      if (when !== undefined) keep(when)
    }
    if (driver.settle === undefined) return
    await driver.settle(this)
    keep('now')
  }

  private unlessEnded<Value>(work: Promise<Value>): Promise<Value | undefined> {
    return Promise.race([work, this.ended as Promise<undefined>])
  }

  /** A fresh engine that dies on its first step would do so again. */
  private endedTheEngine(error: unknown): boolean {
    return error instanceof EngineDied && this.stepsWithEngine === 0
  }

  private noteLoss(): void {
    this.losses++
    if (this.losses >= MOST_LOSSES) {
      throw new Error(
        `The engine was lost ${countOf(this.losses, 'time')} at the same step; choose another backend or smaller models, and try again.`,
      )
    }
    const message = 'The engine is starting again; the run goes on when it has.'
    this.update((run) => ({ ...this.options.driver.interrupted?.(run), ...inCommon({ message }) }))
  }
}
