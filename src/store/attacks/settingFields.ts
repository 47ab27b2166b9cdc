/**
 * @file How an attack's own settings are shown and bounded. A setting that is not known here is shown under its own
 * name, by the type of its value, so that a new attack needs nothing of this file.
 */
import type { AttackChoice } from '../../engine/attacks/registry'
import { type AnySettings, settingsOf } from './attackChoices'

export type SettingField =
  | {
      readonly kind: 'number'
      readonly name: string
      readonly label: string
      readonly value: number
      readonly min: number
      readonly max: number
      readonly isWhole: boolean
      readonly unit?: string
    }
  | { readonly kind: 'flag'; readonly name: string; readonly label: string; readonly value: boolean }
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly label: string
      readonly value: string
      readonly options: readonly (readonly [value: string, text: string])[]
    }
  | { readonly kind: 'stepSize'; readonly name: string; readonly label: string }

interface KnownNumber {
  readonly label: string
  readonly min: number
  readonly max: number
  readonly isWhole?: boolean
  readonly unit?: string
}

const count = (label: string, max: number): KnownNumber => ({ label, min: 1, max, isWhole: true })

/** Bounds are the engine's own, so that what can be typed can be run. */
const NUMBERS: Readonly<Record<string, KnownNumber>> = {
  steps: count('Steps', 10_000),
  queries: count('Queries', 10_000),
  restarts: count('Restarts', 1000),
  targetClasses: count('Target classes', 1000),
  seed: { label: 'Seed', min: 0, max: 2 ** 31 - 1, isWhole: true },
  stepShare: { label: 'Step size', min: 0, max: 100, unit: 'ε' },
  l1Share: { label: 'L1 share', min: 1e-6, max: 1 },
  firstShare: { label: 'First share', min: 1e-6, max: 1 },
}

const FLAGS: Readonly<Record<string, string>> = { randomStart: 'Random start' }

type Options = readonly (readonly [value: string, text: string])[]

const CHOICES: Readonly<Record<string, { readonly label: string; readonly options: Options }>> = {
  result: {
    label: 'Result',
    options: [
      ['last', 'last iterate'],
      ['worst', 'worst iterate'],
    ],
  },
}

/** Set elsewhere, as they are every attack's. */
const SHARED: readonly string[] = ['norm', 'epsilon', 'seed']

/** The attack's own settings in their order, the seed last. */
export function settingFields(choice: AttackChoice): SettingField[] {
  const settings = settingsOf(choice)
  const own = Object.keys(settings).filter((name) => !SHARED.includes(name))
  return [...own, 'seed'].flatMap((name) => (hasMeaning(name, settings) ? (fieldOf(name, settings[name]) ?? []) : []))
}

const hasMeaning = (name: string, { norm }: AnySettings): boolean => name !== 'l1Share' || norm === 'l1'

function fieldOf(name: string, value: unknown): SettingField | null {
  if (typeof value === 'boolean') {
    return { kind: 'flag', name, value, label: known(FLAGS, name) ?? wordsOf(name) }
  }
  if (typeof value === 'number') {
    const about = known(NUMBERS, name) ?? { label: wordsOf(name), min: 0, max: 1e6 }
    return { kind: 'number', name, value, isWhole: false, ...about }
  }
  if (typeof value === 'string') {
    const about = known(CHOICES, name) ?? { label: wordsOf(name), options: [[value, value]] as Options }
    return { kind: 'choice', name, value, ...about }
  }
  const isStepSize = typeof value === 'object' && value !== null && 'rule' in value
  return isStepSize ? { kind: 'stepSize', name, label: 'Step size' } : null
}

const known = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** "targetClasses" as "Target classes". */
export function wordsOf(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
