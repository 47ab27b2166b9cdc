/**
 * @file The fields that settings are made of: zod schemas that carry their words. What is set of an attack, an
 * objective or an optimiser is described once, where it is defined; the engine's check (check.ts), the form, the words
 * in exports and the chart's legend are all made from it (describe.ts).
 */
import { z } from 'zod'

/** What is said of a setting. */
export interface SettingWords {
  /** In a form, such as "Steps". */
  readonly label: string
  /** Follows the number, such as "/255" or "ε". */
  readonly unit?: string
  /** What it does, in one sentence. */
  readonly help?: string
  /** One and several of what is counted, such as `['step', 'steps']`. */
  readonly counted?: readonly [one: string, several: string]
  /** Ids of the norms in which it has a meaning, where it has none in others. */
  readonly norms?: readonly string[]
  /** What a comparison that answers while a slider moves begins with at most. */
  readonly liveMost?: number
  /** Whether a form shows it at once; others are folded away. */
  readonly isMain?: boolean
  /** What it is called within a sentence; its label in lower case, unless it is set. Of a choice: what follows its option. */
  readonly inText?: string
  /** Texts of a choice's options by their values; of a list its entries' names. */
  readonly options?: Readonly<Record<string, string>>
  readonly entries?: readonly string[]
}

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

/** Above 0, or null for what the definition calls usual. */
export const optionalPositiveNumber = ({ max }: Pick<Bounds, 'max'>, words: SettingWords) =>
  z
    .number()
    .positive()
    .max(max)
    .nullable()
    .default(null)
    .meta({ ...words })

/** From 0 up to, and without, 1. */
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

/** Radius of an L∞ ball, in 255ths of the pixel range. */
export const epsilon255 = (usual: number) =>
  positiveNumber({ max: 255, usual }, { label: 'ε', unit: '/255', isMain: true })

/** What all seeds of the engine may be. */
export const MAX_SEED = 2 ** 31 - 1

/** More steps than any attack in the literature takes; a typing error must not lock the tab up. */
export const MAX_STEPS = 10_000

export const steps = (usual: number, words: Partial<SettingWords> = {}) =>
  wholeNumber({ min: 1, max: MAX_STEPS, usual }, { label: 'Steps', counted: ['step', 'steps'], liveMost: 10, ...words })

export const restarts = (words: Partial<SettingWords> = {}) =>
  wholeNumber({ min: 1, max: 1000, usual: 1 }, { label: 'Restarts', counted: ['restart', 'restarts'], ...words })
