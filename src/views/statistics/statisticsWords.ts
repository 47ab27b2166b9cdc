/** @file A run's settings as text, shown with its numbers and written into exports. */
import { countOf } from '../../countOf'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { statisticsColumns } from '../../store/statistics/statisticsColumns'
import { exportedWords } from '../parts/figures/exportedWords'
import { environmentsText, sizeText, startedText, whole } from '../parts/format'
import { modelsWords } from '../parts/models/names'

export function statisticsFacts(run: StatisticsRun): (readonly [name: string, value: string])[] {
  const { plan, environments, startedAt } = run
  const { models, attack, epsilon, source } = plan
  return [
    ['models', modelsWords(models)],
    ['images', imagesText(run)],
    ['ε', sizeText(epsilon, 'linf')],
    [
      'split',
      attack === null
        ? 'right and wrong'
        : `robust, fooled by PGD (L∞, 10 steps, random start) at ε = ${sizeText(epsilon, 'linf')}, and wrong without it`,
    ],
    [
      'numbers',
      statisticsColumns(plan)
        .map(({ title }) => title)
        .join(', '),
    ],
    ...(source.kind === 'dataSet' ? [['seed of the images', `${source.choice.seed}`] as const] : []),
    ['started', startedText(startedAt)],
    ['computed on', environmentsText(environments)],
  ]
}

function imagesText({ plan: { source, indices } }: StatisticsRun): string {
  if (source.kind === 'gallery') return `${whole(indices.length)} of the gallery`
  const { split } = source.choice
  return `${whole(indices.length)} of ${source.dataSet.name}${split === null ? '' : `, ${split} split`}`
}

/** The text around an exported chart, which says if the run is unfinished. */
export function statisticsFigureWords(run: StatisticsRun) {
  const { done, total } = run.progress
  const unfinished = run.status === 'done' ? null : `unfinished: ${done} of ${countOf(total, 'block')}`
  return exportedWords(statisticsFacts(run), ['models', 'images', 'ε', 'split'], unfinished)
}
