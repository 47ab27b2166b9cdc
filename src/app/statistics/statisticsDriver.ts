/** @file Statistics as a resumable run: a step is a block of images on one model. */

import type { Job } from '../../client/engineClient'
import type { ImageStatistics } from '../../engine/statistics/types'
import type { AppStore } from '../../store/appStore'
import type { PlannedModel } from '../../store/evaluation/evaluationPlan'
import type { ShownRun } from '../../store/runs/run'
import type {
  StatisticsPlan,
  StatisticsRecord,
  StatisticsRun,
  StatisticsState,
} from '../../store/statistics/statistics'
import type { DataSource } from '../data/dataSource'
import type { EngineSession } from '../engineSession'
import { PlannedImages } from '../evaluation/plannedImages'
import { RunModels } from '../evaluation/runModels'
import { missingColumn } from '../runs/missingColumn'
import type { Leg, RunDriver, RunStep } from '../runs/runDriver'
import { planStatistics } from './planStatistics'
import { updateStatistics } from './statisticsState'

type StatisticsLeg = Leg<'statistics'>

/** Complete runs that are remembered once another is shown. */
const MOST_EARLIER = 4

interface Block {
  readonly block: number
  readonly model: PlannedModel
}

export class StatisticsDriver implements RunDriver<'statistics'> {
  readonly kind = 'statistics'
  private readonly models: RunModels
  private readonly images: PlannedImages
  private job: Job<ImageStatistics> | null = null
  private blocks: Iterator<Block> = [][Symbol.iterator]()

  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly dataSource: DataSource,
  ) {
    this.models = new RunModels(store, session)
    this.images = new PlannedImages(() => session.client, dataSource)
  }

  async plan(): Promise<StatisticsRun> {
    const plan = await planStatistics(this.store.getState(), this.session.client, this.dataSource)
    return {
      id: crypto.randomUUID(),
      plan,
      status: 'preparing',
      message: null,
      needsData: false,
      progress: { done: 0, total: blockCount(plan) * plan.models.length, share: 0 },
      activeMs: 0,
      startedAt: new Date().toISOString(),
      environments: [],
      records: [],
    }
  }

  write(change: Partial<ShownRun<StatisticsRun>>): void {
    const { statistics } = this.store.getState()
    const { run } = statistics
    // Another run may be of other images, which the evaluation that split these has not judged.
    const isOther = change.run !== undefined && change.run?.id !== run?.id
    const earlier = rememberedWith(change.run ?? null, statistics)
    updateStatistics(this.store, () => ({ ...change, ...(isOther && { images: {}, judge: null, earlier }) }))
  }

  async prepare(leg: StatisticsLeg): Promise<void> {
    const { plan, records } = leg.run()
    this.models.choose(plan.models)
    await this.models.ready(plan.models)
    this.blocks = blocksLeft(plan, records)
  }

  async step(leg: StatisticsLeg): Promise<RunStep> {
    const next = this.blocks.next()
    if (next.done) return this.end(leg)
    const began = performance.now()
    const { block, model } = next.value
    const found = await this.measure(leg, block, model)
    const spent = performance.now() - began
    leg.update(({ records, environments, activeMs, progress }) => ({
      records: [...records, { block, modelId: model.id, environment: environments.length - 1, found }],
      activeMs: activeMs + spent,
      message: null,
      progress: { ...progress, done: progress.done + 1, share: 0 },
    }))
    return { keep: 'soon' }
  }

  cancel(): void {
    this.images.cancel()
    this.job?.cancel()
    this.job = null
  }

  interrupted({ progress }: StatisticsRun): Partial<StatisticsRun> {
    return { progress: { ...progress, share: 0 } }
  }

  hindrance({ plan }: StatisticsRun, { models }: ReturnType<AppStore['getState']>): string | null {
    return missingColumn(plan.models, models)
  }

  content(run: StatisticsRun): StatisticsRun {
    return run
  }

  restored(run: StatisticsRun): StatisticsRun {
    return run
  }

  private async measure(leg: StatisticsLeg, block: number, model: PlannedModel): Promise<ImageStatistics> {
    const { plan } = leg.run()
    const images = await this.images.read(plan.source, indicesOf(plan, block), model)
    const { epsilon, attack, quantities } = plan
    const input = { modelId: model.id, images, epsilon, attack, quantities }
    const job = this.session.client.call('measureStatistics', input, ({ step, steps }) => {
      if (this.job === job) {
        leg.update(({ progress }) => ({ progress: { ...progress, share: step / Math.max(1, steps) } }))
      }
    })
    this.job = job
    return job.result
  }

  /** Throws one sentence if no image could be read, as such a run has found nothing. */
  private end(leg: StatisticsLeg): RunStep {
    const { records } = leg.run()
    if (records.length > 0 && records.every(({ found }) => found.indices.length === 0)) {
      // A retry reads them again.
      leg.update(({ progress }) => ({ records: [], progress: { ...progress, done: 0 } }))
      throw new Error('None of the images could be read, so nothing was measured; check the files, or choose others.')
    }
    return { end: 'done' }
  }
}

const blockCount = ({ indices, blockSize }: StatisticsPlan): number => Math.ceil(indices.length / blockSize)

const indicesOf = ({ indices, blockSize }: StatisticsPlan, block: number): readonly number[] =>
  indices.slice(block * blockSize, (block + 1) * blockSize)

/** All models measure a block before the next, so that they can be compared early. */
function* blocksLeft(plan: StatisticsPlan, records: readonly StatisticsRecord[]): Generator<Block> {
  const done = new Set(records.map(({ block, modelId }) => `${block}/${modelId}`))
  for (let block = 0; block < blockCount(plan); block++) {
    for (const model of plan.models) if (!done.has(`${block}/${model.id}`)) yield { block, model }
  }
}

/** The runs that are remembered once the page shows another; none once it is closed. */
function rememberedWith(next: StatisticsRun | null, { run, earlier }: StatisticsState): readonly StatisticsRun[] {
  if (next === null) return []
  const complete = run?.status === 'done' ? [run, ...earlier] : earlier
  return complete.filter(({ id }) => id !== next.id).slice(0, MOST_EARLIER)
}
