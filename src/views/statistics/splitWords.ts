/** @file By what images are split, in words. */
import { countOf } from '../../countOf'
import { NORMS } from '../../store/attacks/normUnits'
import type { StatisticsJudge, StatisticsRun } from '../../store/statistics/statistics'
import { countUnjudged } from '../../store/statistics/statisticsJudge'
import type { StatisticsRow } from '../../store/statistics/statisticsRows'
import { sizeText, startedText, whole } from '../parts/format'

/** What an image is whose outcome the evaluation does not tell. */
export const NOT_JUDGED = { word: 'not judged', symbol: '·' }

/** The run's own split, such as "PGD (L∞, 10 steps, random start) at ε = 8/255". */
export const ownSplitWords = ({ plan: { attack } }: Pick<StatisticsRun, 'plan'>): string =>
  attack === null
    ? 'right and wrong'
    : `PGD (L∞, 10 steps, random start) at ε = ${sizeText(attack.settings.epsilon, 'linf')}`

/** An evaluation, such as "APGD (L∞, 20 steps) at ε = 8/255, evaluated 2026-01-01 12:00 UTC". */
export function judgeWords({ evaluation, epsilon }: StatisticsJudge): string {
  const { measure, attackDescription } = evaluation.plan
  const { id, settings } = measure.attack
  const { norm } = settings
  const steps = 'steps' in settings && typeof settings.steps === 'number' ? [countOf(settings.steps, 'step')] : []
  const how = [NORMS[norm].name, ...steps, ...(measure.id === 'minimalEpsilon' ? ['smallest ε searched'] : [])]
  const name = attackDescription?.name ?? id.toUpperCase()
  return `${name} (${how.join(', ')}) at ε = ${sizeText(epsilon, norm)}, evaluated ${startedText(evaluation.startedAt)}`
}

/** How many images the evaluation lacks; empty where it has all. */
export function unjudgedWords(rows: readonly StatisticsRow[]): string {
  const count = countUnjudged(rows)
  if (count === 0) return ''
  return `Of ${countOf(rows.length, 'outcome')}, one for each image on each model, ${whole(count)} ${count === 1 ? 'is' : 'are'} not judged by it.`
}
