/** @file The calls to the engine that make up a run, one at a time. */
import type { EngineClient, Job } from '../../client/engineClient'
import type { FlagFinding, FlagSettings, ImageSource } from '../../engine/evaluation/types'
import { asksOf, NOTHING_JUDGED, type Records } from '../../store/evaluation/evaluationJobs'
import {
  attackOfStep,
  type EvaluationPlan,
  indicesOfBlock,
  type JobKey,
  type JobRecord,
  type PlannedModel,
} from '../../store/evaluation/evaluationPlan'
import type { Calls } from '../../worker/messages'
import type { DataSource } from '../data/dataSource'
import { PlannedImages } from './plannedImages'

/** Receives the fraction of the call that is done. */
type OnProgress = (share: number) => void

export class RunQuestions {
  private job: Job<unknown> | null = null
  private readonly planned: PlannedImages

  constructor(
    private readonly client: () => EngineClient,
    dataSource: DataSource,
  ) {
    this.planned = new PlannedImages(client, dataSource)
  }

  /** Cancels the call that is running or being prepared: it rejects with CallCancelled. */
  cancel(): void {
    this.planned.cancel()
    this.job?.cancel()
    this.job = null
  }

  /** @param records of the previous jobs */
  async judge(
    plan: EvaluationPlan,
    key: JobKey,
    records: Records,
    onProgress: OnProgress,
  ): Promise<JobRecord['outcome']> {
    const { modelId, block } = key
    const { measure, models } = plan
    const model = models.find(({ id }) => id === modelId) as PlannedModel
    const attack = attackOfStep(measure, key.step)
    if (measure.id === 'transfer') {
      const images = await this.images(plan, indicesOfBlock(plan, block), model)
      return this.ask('transfer', { modelId, targetIds: models.map(({ id }) => id), images, attack }, onProgress)
    }
    const asks = asksOf(plan, key, records)
    if (asks.length === 0) return NOTHING_JUDGED
    const indices = asks.map(({ index }) => index)
    const images = await this.images(plan, indices, model)
    const epsilons = asks.map(({ epsilon }) => epsilon)
    const isRanked = measure.id === 'ranking'
    return this.ask('judge', { modelId, images, attack, epsilons, isRanked }, onProgress)
  }

  /** For a plan with settings for red flags. */
  async checkFlags(plan: EvaluationPlan, model: PlannedModel, onProgress: OnProgress): Promise<readonly FlagFinding[]> {
    const { id: modelId } = model
    const settings = plan.flags as FlagSettings
    const otherIds = plan.models.map(({ id }) => id).filter((id) => id !== modelId)
    const images = await this.images(plan, plan.indices.slice(0, settings.images), model)
    const { attack } = plan.measure
    return this.ask('checkFlags', { modelId, otherIds, images, settings, attack }, onProgress)
  }

  private images(plan: EvaluationPlan, indices: readonly number[], model: PlannedModel): Promise<ImageSource> {
    return this.planned.read(plan.source, indices, model)
  }

  private ask<Name extends 'judge' | 'transfer' | 'checkFlags'>(
    name: Name,
    input: Calls[Name]['input'],
    onProgress: OnProgress,
  ): Promise<Calls[Name]['output']> {
    const job = this.client().call(name, input, ({ step, steps }) => {
      if (this.job === job) onProgress(step / Math.max(1, steps))
    })
    this.job = job
    return job.result
  }
}
