/** @file An attack with all its settings, in words. */

import type { StepSize } from '../../engine/attacks/algorithms/stepSize'
import type { NormId } from '../../engine/attacks/norms/types'
import type { AttackChoice } from '../../engine/attacks/registry'
import { followsSteps, settingsOf } from './attackChoices'
import { NORM_UNITS, toShown } from './normUnits'
import { type SettingField, settingFields } from './settingFields'

/** Every setting of its own, such as "20 steps", "step 2.5 ε / steps", "random start", "1 restart", "seed 0". */
export const settingWords = (choice: AttackChoice): string[] =>
  settingFields(choice).map((field) => fieldWords(choice, field))

function fieldWords(choice: AttackChoice, field: SettingField): string {
  const settings = settingsOf(choice)
  switch (field.kind) {
    case 'flag':
      return field.value ? field.label.toLowerCase() : `no ${field.label.toLowerCase()}`
    case 'choice':
      return field.options.find(([value]) => value === field.value)?.[1] ?? field.value
    case 'stepSize':
      return `step ${stepWords(settings.stepSize as StepSize, followsSteps(settings), choice.settings.norm)}`
    case 'number':
      return numberWords(field.label.toLowerCase(), field.value, field.isWhole && field.name !== 'seed', field.unit)
  }
}

function stepWords(stepSize: StepSize, isUsual: boolean, norm: NormId): string {
  if (isUsual) return '2.5 ε / steps'
  if (stepSize.rule === 'shareOfEpsilon') return `${Number(stepSize.share.toPrecision(3))} ε`
  return `${Number(toShown(stepSize.size, norm).toPrecision(3))}${NORM_UNITS[norm].suffix}`
}

/** Counts stand before their names: "20 steps"; what is no count behind: "seed 0". */
function numberWords(label: string, value: number, isCount: boolean, unit = ''): string {
  if (!isCount) return `${label} ${Number(value.toPrecision(6))}${unit && ` ${unit}`}`
  return `${value} ${value === 1 ? (SINGULARS[label] ?? label.replace(/s$/, '')) : label}`
}

const SINGULARS: Readonly<Record<string, string>> = { queries: 'query', 'target classes': 'target class' }
