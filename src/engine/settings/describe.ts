/** @file What the page needs to know about settings, as plain data, read from the schemas that check them. */
import { z } from 'zod'
import type { SettingWords } from './settingWords'

interface Described extends SettingWords {
  readonly name: string
}

/** One setting. */
export type SettingDescription =
  | (Described & {
      readonly kind: 'number'
      readonly min: number
      readonly max: number
      /** Whether the bounds themselves are excluded. */
      readonly isAbove: boolean
      readonly isBelow: boolean
      readonly isWhole: boolean
      /** Whether null is allowed, for the usual value. */
      readonly isNullable: boolean
    })
  | (Described & { readonly kind: 'choice'; readonly values: readonly string[] })
  /** A list with as many numbers as its default. */
  | (Described & {
      readonly kind: 'numbers'
      readonly min: number
      readonly max: number
      readonly usual: readonly number[]
    })
  | (Described & { readonly kind: 'flag' })
  /** How far one step goes; see StepSize. */
  | (Described & { readonly kind: 'stepSize' })

/** A field of a schema in JSON Schema, with its words. */
interface Field extends Partial<SettingWords> {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly enum?: readonly string[]
  readonly anyOf?: readonly Field[]
  readonly prefixItems?: readonly Field[]
  readonly default?: unknown
  readonly kind?: 'stepSize'
}

/** Stands for no bound, for fields that must have one. */
const UNBOUNDED = 1e6

/** The settings of an object schema, in order. Throws if one has no words, or a type without a field. */
export function describeSettings(schema: z.ZodType<unknown>): SettingDescription[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' }) as { properties?: Record<string, Field> }
  return Object.entries(properties).map(([name, field]) => describe(name, wordsOf(name, field), field))
}

function wordsOf(name: string, field: Field): Described {
  const { label, unit, help, counted, norms, liveMost, multipliesTime, isMain, inText, options, entries } = field
  if (label === undefined) throw new Error(`The setting "${name}" has no label; give it one by the fields of settings.`)
  const words = { name, label, unit, help, counted, norms, liveMost, multipliesTime, isMain, inText, options, entries }
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) as unknown as Described
}

function describe(name: string, words: Described, field: Field, isNullable = false): SettingDescription {
  if (field.kind === 'stepSize') return { ...words, kind: 'stepSize' }
  const other = field.anyOf?.find(({ type }) => type !== 'null')
  if (other !== undefined) return describe(name, words, other, true)
  if (field.enum !== undefined) return { ...words, kind: 'choice', values: field.enum }
  if (field.type === 'boolean') return { ...words, kind: 'flag' }
  if (field.prefixItems !== undefined) {
    const { minimum = 0, maximum = UNBOUNDED } = field.prefixItems[0] ?? {}
    return { ...words, kind: 'numbers', min: minimum, max: maximum, usual: field.default as readonly number[] }
  }
  if (field.type !== 'number' && field.type !== 'integer') {
    throw new Error(`The setting "${name}" is of a type that the page has no field for: ${field.type}.`)
  }
  return {
    ...words,
    kind: 'number',
    min: field.exclusiveMinimum ?? field.minimum ?? -UNBOUNDED,
    max: Math.min(UNBOUNDED, field.exclusiveMaximum ?? field.maximum ?? UNBOUNDED),
    isAbove: field.exclusiveMinimum !== undefined,
    isBelow: field.exclusiveMaximum !== undefined,
    isWhole: field.type === 'integer',
    isNullable,
  }
}
