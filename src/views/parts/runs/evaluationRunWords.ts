/** @file An evaluation's settings as text, shown with its numbers. */
import { countOf } from '../../../countOf'
import type { AttackChoice } from '../../../engine/attacks/registry'
import type { AttackDescription } from '../../../engine/evaluation/types'
import { largestEpsilon } from '../../../numbers/epsilonSearch'
import { describedSettings, settingsOf } from '../../../store/attacks/attackChoices'
import { NORMS } from '../../../store/attacks/normUnits'
import type { EvaluationRun } from '../../../store/evaluation/evaluation'
import { type Measure, measuredAttacks, worstCaseAttacks } from '../../../store/evaluation/evaluationPlan'
import { epsilonsText } from '../../../store/fields/epsilonList'
import { settingWords } from '../../../store/settings/words'
import { exportedWords } from '../figures/exportedWords'
import { environmentsText, sizeText, startedText } from '../format'
import { modelsWords } from '../models/names'
import { flagImages, imagesWords, MEASURE_NAMES } from './evaluationWords'

/** Such as "PGD, L∞". Attacks that the engine has not described go by their ids. */
export function attackTitle(measure: Measure, attacks: readonly AttackDescription[]): string {
  const { attack } = measure
  const nameOf = (one: AttackChoice) => attacks.find(({ id }) => id === one.id)?.name ?? one.id
  const name = (measure.id === 'ranking' ? measuredAttacks(measure) : [attack]).map(nameOf).join(', ')
  const norms = measure.id === 'worstCase' ? worstCaseAttacks(measure) : [attack]
  return `${name}, ${norms.map(({ settings }) => NORMS[settings.norm].name).join(' ∪ ')}`
}

function attackSettings(measure: Measure, attacks: readonly AttackDescription[]): string {
  const { attack } = measure
  if (measure.id === 'ranking')
    return `${countOf(measure.budget, 'pass', 'passes')} of an image each, seed ${attack.settings.seed}`
  return settingWords(describedSettings(attacks, attack), settingsOf(attack), ['norm', 'epsilon']).join(', ')
}

export type RunFact = readonly [name: string, value: string]

export function evaluationFacts(run: EvaluationRun, attacks: readonly AttackDescription[]): RunFact[] {
  const { plan, environments, startedAt } = run
  const { measure, models, flags, blockSize } = plan
  return [
    ['models', modelsWords(models)],
    ['attack', `${attackTitle(measure, attacks)}: ${attackSettings(measure, attacks)}`],
    ['ε', sizesWords(measure)],
    ['images', `${imagesWords(run)}, ${blockSize} at a time; those wrong without an attack count as not robust`],
    [
      'red flags',
      flags === null
        ? 'not checked'
        : `on up to ${countOf(flagImages(plan, flags), 'image')}, ${countOf(flags.steps, 'step')}, ε = ${sizeText(flags.epsilon, flags.norm)}, seed ${flags.seed}`,
    ],
    ['started', startedText(startedAt)],
    ['computed on', environmentsText(environments)],
  ]
}

function sizesWords(measure: Measure): string {
  const { norm, epsilon } = measure.attack.settings
  if (measure.id === 'transfer') return sizeText(epsilon, norm)
  if (measure.id === 'accuracy') return `${epsilonsText(measure.epsilons, norm)}${NORMS[norm].suffix && ` of 255`}`
  if (measure.id === 'worstCase') return worstCaseAttacks(measure).map(threatWords).join(', ')
  const { start, doublings, bisections } = measure.search
  return (
    `doubled from ${sizeText(start, norm)} up to ${sizeText(largestEpsilon(measure.search), norm)} ` +
    `(${countOf(doublings, 'doubling')}), then bisected ${countOf(bisections, 'time')}`
  )
}

/** Such as "8/255 in L∞". */
export const threatWords = ({ settings: { norm, epsilon } }: AttackChoice): string =>
  `${sizeText(epsilon, norm)} in ${NORMS[norm].name}`

/** How to read an exported chart. */
const READINGS: Readonly<Record<Measure['id'], string>> = {
  accuracy: 'bands: 95 % intervals (Wilson)',
  minimalEpsilon: 'bands: 95 % intervals (Wilson); dots: medians',
  worstCase: 'whiskers: 95 % intervals (Wilson)',
  ranking: 'lines: 95 % intervals (bootstrap over images); 100 %: the best of all attacks on every image',
  transfer: 'accuracy of each model; framed: on its own perturbations',
}

/** The text around a run's exported chart, which says if the run is unfinished. */
export function evaluationFigureWords(run: EvaluationRun, attacks: readonly AttackDescription[]) {
  const { done, total } = run.progress
  const unfinished = run.status === 'done' ? null : `unfinished: ${done} of ${countOf(total, 'job')}`
  const words = exportedWords(evaluationFacts(run, attacks), ['models', 'attack', 'ε', 'images'], unfinished)
  return { ...words, lines: [...words.lines, READINGS[run.plan.measure.id]] }
}

/** The title of a run and of its exported chart. */
export const runTitle = ({ plan: { measure } }: EvaluationRun): string => MEASURE_NAMES[measure.id]
