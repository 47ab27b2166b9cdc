/** @file Reads runs of epochs, and computes what each epoch's weights make of the image, while the view is open. */
import { askQuantity } from '../../client/askQuantity'
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import { type EpochRunLocation, epochLocation } from '../../client/epochRuns'
import { epochModelId } from '../../engine/checkpoints/epochModelId'
import type { EpochRun } from '../../engine/checkpoints/epochRun'
import { type AppStore, NOTHING_YET } from '../../store/appStore'
import type { EpochResult, TravelImage } from '../../store/timeTravel/timeTravel'
import { travelAttack } from '../../store/timeTravel/travelAttacks'
import { epochKey, lookedRunId, shownRunIds } from '../../store/timeTravel/travelState'
import type { AppState, Computed, TimeTravelState } from '../../store/types'
import { LoadedEpochs } from './loadedEpochs'
import { type AskedTravelImage, askedTravelImage, readTravelImage } from './travelImage'

/** The view that shows it. */
const VIEW = 'time-travel'

interface Task {
  readonly run: EpochRun
  readonly epoch: number
  readonly asked: TravelImage
  readonly gradientOf: AppState['display']['gradientOf']
}

/** What an epoch was last computed of, also where that failed. */
type Known = Pick<Task, 'asked' | 'gradientOf'>

export class TimeTravel {
  private readonly known = new Map<string, Known>()
  private readonly loaded: LoadedEpochs
  private isWorking = false
  /** What `image` of the state was read for, also where that failed. */
  private askedImage: AskedTravelImage | null = null

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
  ) {
    this.loaded = new LoadedEpochs(client)
    store.subscribe(() => this.follow())
  }

  /** Tries again what failed. */
  retry(): void {
    const { image, runs, results } = this.store.getState().timeTravel
    if (image.error !== null) this.askedImage = null
    for (const [key, { error }] of Object.entries(results)) if (error !== null) this.known.delete(key)
    const read = Object.entries(runs).filter(([, { error }]) => error === null)
    this.set({ runs: Object.fromEntries(read) })
    this.follow()
  }

  /** Reads every run, without computing anything of it. */
  async readRuns(): Promise<void> {
    try {
      await this.offer()
      for (const { id } of this.travel().offered) if (isMissing(this.travel().runs[id])) await this.readRun(id)
    } catch (error) {
      if (!(error instanceof CallCancelled)) throw error
    }
  }

  /** Goes on where something is missing. */
  follow(): void {
    if (!this.isWorking && isOpen(this.store.getState())) void this.work()
  }

  private async work(): Promise<void> {
    this.isWorking = true
    try {
      while (isOpen(this.store.getState()) && (await this.doNext())) {
        // What is missing follows from the state, which may have changed meanwhile.
      }
    } catch (error) {
      // A new engine is on its way; the store says when.
      if (!(error instanceof CallCancelled)) throw error
    } finally {
      this.isWorking = false
    }
    if (!isOpen(this.store.getState())) this.loaded.free()
  }

  /** Whether there was anything to do. */
  private async doNext(): Promise<boolean> {
    const state = this.store.getState()
    const { timeTravel } = state
    if (timeTravel.offered.length === 0) return this.offer()
    const unread = shownRunIds(timeTravel).find((id) => isMissing(timeTravel.runs[id]))
    if (unread !== undefined) return this.readRun(unread)
    const first = timeTravel.runs[lookedRunId(timeTravel) as string]?.value
    const asked = first && askedTravelImage(state, first.manifest)
    if (!asked) return false
    if (!isSameImage(asked, this.askedImage)) return this.readImage(asked)
    const task = this.nextTask(state)
    if (task === null) return false
    await this.compute(task)
    return true
  }

  /** Whether there are any runs. */
  private async offer(): Promise<boolean> {
    const { epochRuns } = await import('../../client/epochRuns')
    this.set({ offered: epochRuns })
    return epochRuns.length > 0
  }

  private async readRun(id: string): Promise<true> {
    const { runUrl } = this.locationOf(id)
    await this.settle(
      (run) => this.set({ runs: { ...this.travel().runs, [id]: run } }),
      () => this.travel().runs[id],
      async () => this.client().call('readEpochRun', { url: runUrl }).result,
    )
    return true
  }

  private async readImage(asked: AskedTravelImage): Promise<true> {
    this.askedImage = asked
    await this.settle(
      (image) => this.set({ image }),
      () => this.travel().image,
      () => readTravelImage(this.client(), asked),
    )
    return true
  }

  /** The epoch that is looked at first, then those around it, of the run that is looked at and then of the others. */
  private nextTask({ timeTravel, display: { gradientOf } }: AppState): Task | null {
    const { image, look, runs } = timeTravel
    const asked = image.value
    if (asked === null || image.error !== null) return null
    for (const id of shownRunIds(timeTravel)) {
      const run = runs[id]?.value
      const byDistance = (run?.epochs ?? [])
        .map(({ epoch }) => epoch)
        .sort((a, b) => Math.abs(a - look.epoch) - Math.abs(b - look.epoch))
      for (const epoch of byDistance) {
        const known = this.known.get(epochKey(id, epoch))
        if (run && (known?.asked !== asked || known.gradientOf !== gradientOf)) return { run, epoch, asked, gradientOf }
      }
    }
    return null
  }

  private async compute(task: Task): Promise<void> {
    const { run, epoch, asked, gradientOf } = task
    const key = epochKey(run.id, epoch)
    await this.settle(
      (result) => this.set({ results: { ...this.travel().results, [key]: result } }),
      () => this.travel().results[key],
      () => this.measure(task),
    )
    this.known.set(key, { asked, gradientOf })
  }

  private async measure({ run, epoch, asked, gradientOf }: Task): Promise<EpochResult> {
    const location = epochLocation(this.locationOf(run.id), epoch)
    if (location === undefined) throw new Error(`The page lacks the weights of epoch ${epoch}; reload it.`)
    await this.loaded.load(location)
    const client = this.client()
    const about = { modelId: epochModelId(run.id, epoch), image: asked.image, label: asked.label }
    const settings = { gradientOf }
    const gradient = await askQuantity(client, { quantity: 'gradient', settings, ...about }).result
    const alignment = await askQuantity(client, { quantity: 'alignment', settings, ...about }).result
    const prediction = await askQuantity(client, { quantity: 'prediction', ...about }).result
    const attacked = { ...about, label: prediction.label }
    const attackBy = (id: 'fgsm' | 'pgd') =>
      client.call('attack', { ...attacked, attack: travelAttack(id, run.measured) }).result
    const attacks = { fgsm: await attackBy('fgsm'), pgd: await attackBy('pgd') }
    return { image: asked.image, gradient, alignment, prediction, attacks }
  }

  /** Tells what is being computed, what came of it, and what failed. Rejects where the engine was replaced. */
  private async settle<Value>(
    tell: (state: Computed<Value>) => void,
    before: () => Computed<Value> | undefined,
    compute: () => Promise<Value>,
  ): Promise<void> {
    tell({ ...(before() ?? NOTHING_YET), progress: 0, error: null })
    try {
      tell({ value: await compute(), progress: null, error: null })
    } catch (error) {
      const isCancelled = error instanceof CallCancelled
      const last = before() ?? NOTHING_YET
      tell({ ...last, progress: null, error: isCancelled ? null : (error as Error).message })
      if (isCancelled) throw error
    }
  }

  private locationOf(id: string): EpochRunLocation {
    return this.travel().offered.find((run) => run.id === id) as EpochRunLocation
  }

  private travel(): TimeTravelState {
    return this.store.getState().timeTravel
  }

  private set(change: Partial<TimeTravelState>): void {
    this.store.setState(({ timeTravel }) => ({ timeTravel: { ...timeTravel, ...change } }))
  }
}

const isOpen = ({ view, engine }: AppState): boolean => view === VIEW && engine.status === 'ready'

/** The state has another object for an image once it is decoded at another size. */
const sourceOf = ({ image }: AskedTravelImage): object => ('file' in image ? image.file : image)

/** Neither read, nor known to fail. */
const isMissing = ({ value, error }: Computed<EpochRun> = NOTHING_YET): boolean => value === null && error === null

const isSameImage = (one: AskedTravelImage, other: AskedTravelImage | null): boolean =>
  other !== null && sourceOf(one) === sourceOf(other) && one.label === other.label
