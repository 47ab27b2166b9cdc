/**
 * @file Building blocks for settings: zod schemas with words. The settings of an attack, an objective or an optimiser
 * are described once, where it is defined; the engine's check (check.ts), the form, the words in exports and the
 * chart's legend are all derived from that (describe.ts).
 */
import { z } from 'zod'
import { EPSILON_255, type NumberSetting } from './numberSettings'
import type { SettingWords } from './settingWords'

interface Bounds {
  readonly min: number
  readonly max: number
  readonly usual: number
}

/** Both bounds belong to the range. */
export const wholeNumber = ({ min, max, usual }: Bounds, words: SettingWords) =>
  z
    .number()
    .int()
    .min(min)
    .max(max)
    .default(usual)
    .meta({ ...words })

export const realNumber = ({ min, max, usual }: Bounds, words: SettingWords) =>
  z
    .number()
    .min(min)
    .max(max)
    .default(usual)
    .meta({ ...words })

/** Above 0. */
export const positiveNumber = ({ max, usual }: Omit<Bounds, 'min'>, words: SettingWords) =>
  z
    .number()
    .positive()
    .max(max)
    .default(usual)
    .meta({ ...words })

/** Above 0, or null for the definition's usual value. */
export const optionalPositiveNumber = ({ max }: Pick<Bounds, 'max'>, words: SettingWords) =>
  z
    .number()
    .positive()
    .max(max)
    .nullable()
    .default(null)
    .meta({ ...words })

/** From 0 up to but excluding 1. */
export const shareBelowOne = (usual: number, words: SettingWords) =>
  z
    .number()
    .min(0)
    .lt(1)
    .default(usual)
    .meta({ ...words })

export const flag = (usual: boolean, words: SettingWords) =>
  z
    .boolean()
    .default(usual)
    .meta({ ...words })

export const choice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  usual: Values[number],
  words: SettingWords & { readonly options: Readonly<Record<Values[number], string>> },
) =>
  z
    .enum(values)
    .default(usual as never)
    .meta({ ...words })

/** A number that is described as plain data. */
export const numberField = (setting: NumberSetting) =>
  within(setting)
    .default(setting.usual as number)
    .meta({ ...wordsOf(setting) })

/** The same, or null for none. */
export const nullableNumberField = (setting: NumberSetting) =>
  within(setting)
    .nullable()
    .default(setting.usual)
    .meta({ ...wordsOf(setting) })

/** The same, where it has to be given. */
export const requiredNumber = (setting: NumberSetting) => within(setting).meta({ ...wordsOf(setting) })

function within({ min, max, isAbove, isBelow, isWhole }: NumberSetting): z.ZodNumber {
  const number = isWhole ? z.number().int() : z.number()
  const above = isAbove ? number.gt(min) : number.min(min)
  return isBelow ? above.lt(max) : above.max(max)
}

function wordsOf(setting: NumberSetting): SettingWords {
  const { name: _, kind: __, min: ___, max, isAbove, isBelow, isWhole, isNullable, usual, ...words } = setting
  return words
}

/** Radius of an L∞ ball, in 255ths of the pixel range. */
export const epsilon255 = (usual: number) => numberField({ ...EPSILON_255, usual, isMain: true })

/** More steps than any attack in the literature; a typing error must not lock up the tab. */
export const MAX_STEPS = 10_000

export const steps = (usual: number, words: Partial<SettingWords> = {}) =>
  wholeNumber(
    { min: 1, max: MAX_STEPS, usual },
    { label: 'Steps', counted: ['step', 'steps'], liveMost: 10, multipliesTime: true, ...words },
  )

export const restarts = (words: Partial<SettingWords> = {}) =>
  wholeNumber(
    { min: 1, max: 1000, usual: 1 },
    { label: 'Restarts', counted: ['restart', 'restarts'], multipliesTime: true, ...words },
  )
