/** @file Settings with their values in words, for run facts and exports. */
import { countOf } from '../../countOf'
import type { StepSize } from '../../engine/attacks/algorithms/stepSize'
import type { NormId } from '../../engine/attacks/norms/types'
import type { SettingDescription } from '../../engine/settings/describe'
import { NORMS, toShown } from '../attacks/normUnits'
import { followsSteps, isStepSize, meaningful, type NamedSettings } from './values'

/**
 * Every setting that applies, such as "20 steps", "step 2.5 ε / steps", "random start", "1 restart", "seed 0" or
 * "λ = 1.2", "ε = 8/255", "L1 norm".
 *
 * @param settings null if they are not described: each is then shown under its own name, except those stated elsewhere
 */
export function settingWords(
  settings: readonly SettingDescription[] | null,
  values: NamedSettings,
  elsewhere: readonly string[] = [],
): string[] {
  if (settings === null) {
    const own = Object.entries(values).filter(([name]) => !elsewhere.includes(name))
    return own.flatMap(([name, value]) => plainWords(name, value, values))
  }
  return meaningful(settings, values).flatMap((setting) => wordsOf(setting, values[setting.name], values))
}

/** Nothing for a default that is left to the definition. */
function wordsOf(setting: SettingDescription, value: unknown, values: NamedSettings): string[] {
  if (value === null || value === undefined) return []
  switch (setting.kind) {
    case 'number':
      return [numberWords(setting, value as number)]
    case 'flag':
      return [value ? nameOf(setting) : `no ${nameOf(setting)}`]
    case 'choice':
      return [[setting.options?.[String(value)] ?? String(value), setting.inText].filter(Boolean).join(' ')]
    case 'stepSize':
      return [`step ${stepWords(value as StepSize, values)}`]
    case 'numbers':
      return String(value) === String(setting.usual)
        ? []
        : [`${nameOf(setting)} ${listWords(setting, value as number[])}`]
  }
}

const nameOf = ({ label, inText }: SettingDescription): string => inText ?? label.toLowerCase()

/** Counts precede their names, "20 steps"; symbols have an equals sign, "λ = 1.2"; otherwise "seed 0". */
function numberWords(setting: SettingDescription, value: number): string {
  const { counted, label, unit = '' } = setting
  if (counted) return countOf(value, ...counted)
  const text = `${short(value)}${unit && (unit.startsWith('/') ? unit : ` ${unit}`)}`
  return isSymbol(label) ? `${label} = ${text}` : `${nameOf(setting)} ${text}`
}

/** Whether it is a Greek letter, possibly with an index. */
const isSymbol = (label: string): boolean => /^\p{Script=Greek}\P{L}*$/u.test(label)

const short = (value: number): number => Number(value.toPrecision(6))

const listWords = ({ entries }: SettingDescription, values: readonly number[]): string =>
  values.map((value, index) => `${entries?.[index] ?? index + 1} ${short(value)}`).join(', ')

function stepWords(stepSize: StepSize, values: NamedSettings): string {
  if (followsSteps(values)) return '2.5 ε / steps'
  if (stepSize.rule === 'shareOfEpsilon') return `${Number(stepSize.share.toPrecision(3))} ε`
  const norm = values.norm as NormId
  return `${Number(toShown(stepSize.size, norm).toPrecision(3))}${NORMS[norm].suffix}`
}

/** For a setting without a description. */
function plainWords(name: string, value: unknown, values: NamedSettings): string[] {
  if (typeof value === 'boolean') return [value ? name : `no ${name}`]
  if (isStepSize(value)) return [`step ${stepWords(value, values)}`]
  return value === null || value === undefined ? [] : [`${name} ${String(value)}`]
}
