/** @file From the form to a reproducible plan. */
import type { EngineClient } from '../../client/engineClient'
import { withEpsilon } from '../../store/attacks/attackChoices'
import { initialAttack } from '../../store/attacks/attackForm'
import { BLOCK_SIZE } from '../../store/evaluation/evaluationForm'
import { settledForm } from '../../store/evaluation/evaluationSettled'
import type { StatisticsPlan } from '../../store/statistics/statistics'
import { settledEpsilon } from '../../store/statistics/statisticsForm'
import type { AppState } from '../../store/types'
import type { DataSource } from '../data/dataSource'
import { plannedImages, plannedModels } from '../evaluation/planEvaluation'

/** Throws one sentence if no run can be made from the form. */
export async function planStatistics(
  { models: columns, evaluation, statistics: { form } }: AppState,
  client: EngineClient,
  dataSource: DataSource,
): Promise<StatisticsPlan> {
  const chosen = settledForm(evaluation.form, columns)
  const models = plannedModels(columns, chosen)
  const epsilon = settledEpsilon(form, columns, chosen)
  const { source, indices } = await plannedImages(chosen, models, client, dataSource)
  return {
    formatVersion: 1,
    models,
    source,
    indices,
    blockSize: BLOCK_SIZE,
    epsilon,
    attack: form.isAttacked ? withEpsilon(initialAttack.choice, epsilon) : null,
    quantities: form.quantities,
  }
}
