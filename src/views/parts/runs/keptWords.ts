/** @file The entries of the list of kept runs and models, as text. */
import { countOf } from '../../../countOf'
import type { AttackDescription } from '../../../engine/evaluation/types'
import { NORMS } from '../../../store/attacks/normUnits'
import { attackWords } from '../../../store/judgeWords'
import type { EvaluationTopic, KeptEntry, StatisticsTopic, TrainingTopic } from '../../../store/runs/kept'
import type { TrainingDescription } from '../../../store/training/training'
import { percent, sizeText, whole } from '../format'
import { MEASURE_NAMES } from './evaluationWords'
import { STATUS_TEXTS } from './statusText'
import { objectiveSettings } from './trainingWords'

const STATUS_WORDS: Readonly<Record<string, string>> = {
  ...STATUS_TEXTS,
  // As earlier releases kept a stopped evaluation.
  cancelled: STATUS_TEXTS.stopped,
  // The page was closed, or another tab is working on it.
  running: 'Unfinished',
  preparing: 'Unfinished',
}

export const statusWords = (status: NonNullable<KeptEntry['status']>): string => STATUS_WORDS[status] ?? status

/** The engine's descriptions of attacks and objectives. Without a description they go by their ids. */
export interface Known {
  readonly attacks: readonly AttackDescription[]
  readonly offered: TrainingDescription | null
}

/** The text that distinguishes an entry from the others. */
export interface EntryWords {
  readonly entry: KeptEntry
  /** Such as "Natural → Gradient norm". */
  readonly title: string
  /** Such as "Training, λ = 1.2, 240 steps, PGD-10 at 16/255: 53.1 % (n = 64)". */
  readonly topic: string
  /** To the minute, or to the second if two entries would otherwise look the same. */
  readonly when: string
  /** All of the above, for the accessible names of buttons. */
  readonly name: string
}

export function entriesWords(entries: readonly KeptEntry[], known: Known): EntryWords[] {
  const written = (entry: KeptEntry, toTheSecond: boolean): EntryWords => {
    const title = titleWords(entry, known)
    const topic = [KIND_WORDS[entry.kind], topicWords(entry, known)].filter(Boolean).join(', ')
    // Of a damaged entry nothing is known.
    const when = entry.date && `${entry.date.slice(0, toTheSecond ? 19 : 16).replace('T', ' ')} UTC`
    return { entry, title, topic, when, name: [title, topic, entry.dataSet, when].filter(Boolean).join(', ') }
  }
  const all = entries.map((entry) => written(entry, false))
  return all.map((words) =>
    all.filter(({ name }) => name === words.name).length === 1 ? words : written(words.entry, true),
  )
}

function titleWords({ kind, name, topic }: KeptEntry, { offered }: Known): string {
  if (kind === 'model' || !('objective' in topic)) return name
  return `${name} → ${objectiveWords(topic, offered)}`
}

const objectiveWords = ({ objective }: TrainingTopic, offered: Known['offered']): string =>
  offered?.objectives.find(({ id }) => id === objective)?.name ?? objective

/** Such as "Accuracy against ε, PGD, L∞, ε = 1/255 to 16/255, 32 of 64 images" or "λ = 1.2, 240 steps". */
function topicWords({ kind, topic }: KeptEntry, known: Known): string {
  const { offered } = known
  if (kind === 'model') return 'objective' in topic ? objectiveWords(topic, offered) : ''
  const words =
    'objective' in topic
      ? trainingTopicWords(topic, offered)
      : 'measure' in topic
        ? evaluationTopicWords(topic, known)
        : statisticsTopicWords(topic)
  return words.filter(Boolean).join(', ')
}

/** More attacks than these are counted. */
const NAMED_ATTACKS = 4

function evaluationTopicWords({ measure, attack, norm, others = [], epsilons, images }: EvaluationTopic, known: Known) {
  const nameOf = (attackId: string) => known.attacks.find(({ id }) => id === attackId)?.name ?? attackId
  const [low, high] = (epsilons ?? []).map((epsilon) => sizeText(epsilon, norm))
  const byNorm = others.filter((each) => each.norm !== norm)
  const ofNorm = [attack, ...others.filter((each) => each.norm === norm).map((each) => each.attack)]
  return [
    MEASURE_NAMES[measure],
    namedWords(ofNorm.map(nameOf)),
    NORMS[norm].name,
    low !== undefined && (low === high ? `ε = ${low}` : `ε = ${low} to ${high}`),
    ...byNorm.map((each) =>
      [nameOf(each.attack), NORMS[each.norm].name, `ε = ${sizeText(each.epsilon, each.norm)}`].join(', '),
    ),
    images && shareOfPlanned(images.measured, images.planned, 'image'),
  ]
}

/** "PGD", "PGD, MALT and Square", "PGD, MALT, Square and 3 other attacks". */
function namedWords(names: readonly string[]): string {
  const named = names.length > NAMED_ATTACKS ? names.slice(0, NAMED_ATTACKS - 1) : names.slice(0, -1)
  const left = names.length - named.length
  const last = left > 1 ? countOf(left, 'other attack') : names.at(-1)
  return [named.join(', '), last].filter(Boolean).join(' and ')
}

function statisticsTopicWords({ attackedAt, images }: StatisticsTopic) {
  return [
    attackedAt !== null && `split at ε = ${sizeText(attackedAt, 'linf')}`,
    images.planned > 0 && shareOfPlanned(images.measured, images.planned, 'image'),
  ]
}

function trainingTopicWords({ objective, settings, steps, result, sweep }: TrainingTopic, offered: Known['offered']) {
  return [
    sweep && `λ = ${sweep.lambdas.join(', ')}`,
    sweep &&
      sweep.trained < sweep.lambdas.length &&
      `${whole(sweep.trained)} of ${whole(sweep.lambdas.length)} trained`,
    settings && objectiveSettings({ id: objective, settings }, offered),
    steps && `${shareOfPlanned(steps.taken, steps.planned, 'step')}${sweep ? ' each' : ''}`,
    result && `${attackWords(result)}: ${percent(result.robust / result.images)} % (n = ${whole(result.images)})`,
  ]
}

const shareOfPlanned = (count: number, planned: number, what: string): string =>
  count === planned ? countOf(planned, what) : `${whole(count)} of ${countOf(planned, what)}`

const KIND_WORDS: Readonly<Record<KeptEntry['kind'], string>> = {
  evaluation: '',
  statistics: 'Statistics',
  training: 'Training',
  sweep: 'Sweep over λ',
  model: '',
}
