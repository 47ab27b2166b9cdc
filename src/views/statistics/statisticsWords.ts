/** @file A run's settings as text, shown with its numbers and written into exports. */
import { countOf } from '../../countOf'
import type { StatisticsJudge, StatisticsRun } from '../../store/statistics/statistics'
import { statisticsColumns } from '../../store/statistics/statisticsColumns'
import type { StatisticsRow } from '../../store/statistics/statisticsRows'
import { exportedWords } from '../parts/figures/exportedWords'
import { environmentsText, sizeText, startedText, whole } from '../parts/format'
import { modelsWords } from '../parts/models/names'
import type { Shown } from './shown'
import { judgeWords, ownSplitWords, unjudgedWords } from './splitWords'

type Told = Pick<Shown, 'run' | 'judge' | 'rows'>

export function statisticsFacts({ run, judge, rows }: Told): (readonly [name: string, value: string])[] {
  const { plan, environments, startedAt } = run
  const { models, epsilon, source } = plan
  return [
    ['models', modelsWords(models)],
    ['images', imagesText(run)],
    ['ε', sizeText(epsilon, 'linf')],
    ['split', judge === null ? ownSplit(run) : judgedSplit(judge, rows)],
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

const splitBy = (what: string): string => `robust, fooled by ${what}, and wrong without it`

const ownSplit = (run: StatisticsRun): string =>
  run.plan.attack === null ? ownSplitWords(run) : splitBy(ownSplitWords(run))

const judgedSplit = (judge: StatisticsJudge, rows: readonly StatisticsRow[]): string =>
  [`${splitBy(judgeWords(judge))}.`, unjudgedWords(rows)].join(' ').replace(/\.? *$/, '')

function imagesText({ plan: { source, indices } }: StatisticsRun): string {
  if (source.kind === 'gallery') return `${whole(indices.length)} of the gallery`
  const { split } = source.choice
  return `${whole(indices.length)} of ${source.dataSet.name}${split === null ? '' : `, ${split} split`}`
}

/** The text around an exported chart, which says if the run is unfinished. */
export function statisticsFigureWords({ run, judge, rows }: Told) {
  const { done, total } = run.progress
  const unfinished = run.status === 'done' ? null : `unfinished: ${done} of ${countOf(total, 'block')}`
  return exportedWords(statisticsFacts({ run, judge, rows }), ['models', 'images', 'ε', 'split'], unfinished)
}
