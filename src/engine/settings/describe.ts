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

/** What a schema says beside its type (fields.ts). */
type Meta = Partial<SettingWords> & { readonly kind?: 'stepSize' }

/** Stands for no bound, for fields that must have one. */
const UNBOUNDED = 1e6

/** The settings of an object schema, in order. Throws if one has no words, or a type without a field. */
export const describeSettings = (schema: z.ZodType<unknown>): SettingDescription[] =>
  schema instanceof z.ZodObject ? Object.entries(schema.shape).map(([name, field]) => describeSetting(name, field)) : []

function describeSetting(name: string, field: z.ZodType): SettingDescription {
  const { kind, ...meta } = (field.meta() ?? {}) as Meta
  const words = wordsOf(name, meta)
  if (kind === 'stepSize') return { ...words, kind }
  const hasDefault = field instanceof z.ZodDefault
  const given = hasDefault ? field.unwrap() : field
  const isNullable = given instanceof z.ZodNullable
  const type = isNullable ? given.unwrap() : given
  if (type instanceof z.ZodEnum) return { ...words, kind: 'choice', values: type.options as string[] }
  if (type instanceof z.ZodBoolean) return { ...words, kind: 'flag' }
  if (type instanceof z.ZodTuple && hasDefault) {
    const { min, max } = boundsOf(type.def.items[0])
    return { ...words, kind: 'numbers', min: Math.max(0, min), max, usual: field.def.defaultValue as number[] }
  }
  if (!(type instanceof z.ZodNumber)) {
    const { type: other } = (type as z.ZodType).def
    throw new Error(`The setting "${name}" is of a type that the page has no field for: ${other}.`)
  }
  return { ...words, kind: 'number', ...boundsOf(type), isWhole: type.isInt, isNullable }
}

function wordsOf(name: string, words: Partial<SettingWords>): Described {
  const { label, unit, help, counted, norms, liveMost, multipliesTime, isMain, inText, options, entries } = words
  if (label === undefined) throw new Error(`The setting "${name}" has no label; give it one by the fields of settings.`)
  const all = { name, label, unit, help, counted, norms, liveMost, multipliesTime, isMain, inText, options, entries }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Described
}

/** The last bound of either kind, as a schema says `min`, `gt`, `max` or `lt`. */
function boundsOf(schema: unknown) {
  const bounds = { min: -UNBOUNDED, max: UNBOUNDED, isAbove: false, isBelow: false }
  if (!(schema instanceof z.ZodNumber)) return bounds
  for (const { _zod } of schema.def.checks ?? []) {
    const { check, value, inclusive } = _zod.def as { check: string; value?: number; inclusive?: boolean }
    if (check === 'greater_than') Object.assign(bounds, { min: value, isAbove: !inclusive })
    if (check === 'less_than')
      Object.assign(bounds, { max: Math.min(UNBOUNDED, value ?? UNBOUNDED), isBelow: !inclusive })
  }
  return bounds
}
