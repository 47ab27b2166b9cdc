/** @file What a run was made with, in words: all of it, so that its numbers never stand alone. */
import { countOf } from '../../countOf'
import { largestEpsilon } from '../../numbers/epsilonSearch'
import { settingWords } from '../../store/attackWords'
import type { EvaluationRun } from '../../store/evaluation'
import type { Measure } from '../../store/evaluationPlan'
import { epsilonsText } from '../../store/fields/epsilonList'
import { NORM_UNITS } from '../../store/normUnits'
import { exportedWords } from '../figures/exportedWords'
import { environmentsText, sizeText, startedText } from '../format'
import { modelsWords } from '../zoo/names'
import { flagPictures, MEASURE_NAMES, picturesWords } from './words'

/** Such as "PGD, L∞". Attacks that the engine does not tell of go by their ids. */
export function attackTitle({ attack }: Measure, names: ReadonlyMap<string, string>): string {
  return `${names.get(attack.id) ?? attack.id}, ${NORM_UNITS[attack.settings.norm].name}`
}

export type RunFact = readonly [name: string, value: string]

export function runFacts(
  { plan, environments, startedAt }: EvaluationRun,
  names: ReadonlyMap<string, string>,
): RunFact[] {
  const { measure, models, flags, blockSize } = plan
  return [
    ['models', modelsWords(models)],
    ['attack', `${attackTitle(measure, names)}: ${settingWords(measure.attack).join(', ')}`],
    ['ε', sizesWords(measure)],
    ['pictures', `${picturesWords(plan)}, ${blockSize} at a time; those wrong without an attack count as not robust`],
    [
      'red flags',
      flags === null
        ? 'not looked for'
        : `on up to ${countOf(flagPictures(plan, flags), 'picture')}, ${countOf(flags.steps, 'step')}, ε = ${sizeText(flags.epsilon, flags.norm)}, seed ${flags.seed}`,
    ],
    ['begun', startedText(startedAt)],
    ['computed by', environmentsText(environments)],
  ]
}

function sizesWords(measure: Measure): string {
  const { norm, epsilon } = measure.attack.settings
  if (measure.id === 'transfer') return sizeText(epsilon, norm)
  if (measure.id === 'accuracy') return `${epsilonsText(measure.epsilons, norm)}${NORM_UNITS[norm].suffix && ` of 255`}`
  const { start, doublings, bisections } = measure.search
  return (
    `doubled from ${sizeText(start, norm)} up to ${sizeText(largestEpsilon(measure.search), norm)} ` +
    `(${countOf(doublings, 'doubling')}), then halved ${countOf(bisections, 'time')}`
  )
}

/** What is written around a run's exported chart, and how much of it is there. */
export function figureWords(run: EvaluationRun, names: ReadonlyMap<string, string>) {
  const { done, total } = run.progress
  const unfinished = run.status === 'done' ? null : `unfinished: ${done} of ${countOf(total, 'job')}`
  return exportedWords(runFacts(run, names), ['models', 'attack', 'ε', 'pictures'], unfinished)
}

/** The title of a run and of its exported chart. */
export const runTitle = ({ plan: { measure } }: EvaluationRun): string => MEASURE_NAMES[measure.id]

export const STATUS_WORDS: Readonly<Record<EvaluationRun['status'], string>> = {
  running: 'Running',
  paused: 'Paused',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Stopped by an error',
}
