/** @file Kept work in words. */
import type { AttackDescription } from '../../../engine/evaluation/types'
import { NORM_UNITS } from '../../../store/attacks/normUnits'
import type { KeptEntry, KeptTopic } from '../../../store/runs/kept'
import type { TrainingDescription } from '../../../store/training/training'
import { EVALUATION_STATUS } from './evaluationRunWords'
import { MEASURE_NAMES } from './evaluationWords'
import { TRAINING_STATUS } from './trainingWords'

const STATUS_WORDS: Readonly<Record<string, string>> = {
  ...EVALUATION_STATUS,
  ...TRAINING_STATUS,
  // The page was left, or another tab works on it.
  running: 'Unfinished',
  preparing: 'Unfinished',
}

export const statusWords = (status: NonNullable<KeptEntry['status']>): string => STATUS_WORDS[status] ?? status

/** What the engine tells of attacks and objectives; by their ids until it has. */
export interface Known {
  readonly attacks: readonly AttackDescription[]
  readonly offered: TrainingDescription | null
}

/** Such as "Accuracy against ε, PGD, L∞" or "Gradient norm". */
export function topicWords(topic: KeptTopic, { attacks, offered }: Known): string {
  if ('objective' in topic) {
    return offered?.objectives.find(({ id }) => id === topic.objective)?.name ?? topic.objective
  }
  const attack = attacks.find(({ id }) => id === topic.attack)?.name ?? topic.attack
  return `${MEASURE_NAMES[topic.measure]}, ${attack}, ${NORM_UNITS[topic.norm].name}`
}

export const KIND_WORDS: Readonly<Record<KeptEntry['kind'], string>> = {
  evaluation: '',
  training: 'Training',
  sweep: 'Sweep over λ',
  model: '',
}
