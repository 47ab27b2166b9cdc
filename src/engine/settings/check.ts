/** @file Settings checked before anything runs: each problem is one sentence with the value and the remedy. */
import type { z } from 'zod'
import { rangeWords } from '../../numbers/rangeWords'
import { describeSettings, type SettingDescription } from './describe'
import { faultWords } from './faultWords'

/** What the person can choose instead, such as "a whole number from 1 to 10000". */
export function allowed(setting: SettingDescription): string {
  switch (setting.kind) {
    case 'flag':
      return 'true or false'
    case 'choice':
      return `one of ${setting.values.map((value) => setting.options?.[value] ?? value).join(', ')}`
    case 'stepSize':
      return 'a size of 0 or larger, or a share of ε'
    case 'numbers':
      return `numbers from ${setting.min} to ${setting.max}`
    case 'number':
      return `${setting.isWhole ? 'a whole number' : 'a number'} ${rangeWords(setting)}`
  }
}

/** "The number of steps is 0; choose a whole number from 1 to 10000." */
export const settingProblem = (setting: SettingDescription, value: unknown): string =>
  `The ${subjectOf(setting)} is ${shown(value)}; choose ${allowed(setting)}.`

const subjectOf = ({ label, counted }: SettingDescription): string =>
  counted ? `number of ${counted[1]}` : `setting “${label}”`

const shown = (value: unknown): string =>
  (typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'missing')).slice(0, 40)

/** What is wrong with the first of the settings that is, in one sentence, or null. */
export function findSettingsProblem(schema: z.ZodType<unknown>, settings: unknown): string | null {
  const parsed = schema.safeParse(settings)
  if (parsed.success) return null
  const [issue] = parsed.error.issues
  const [name] = issue?.path ?? []
  const setting = describeSettings(schema).find((known) => known.name === name)
  if (setting === undefined)
    return `The settings are ${issue === undefined ? 'not valid' : faultWords(issue, settings)}; choose them again.`
  return settingProblem(setting, (settings as Record<string, unknown>)[setting.name])
}

/** The settings with defaults in the place of what is left out. Throws one sentence about the first that is wrong. */
export function parseSettings<Settings>(schema: z.ZodType<Settings>, given: unknown): Settings {
  const problem = findSettingsProblem(schema, given)
  if (problem !== null) throw new Error(problem)
  return schema.parse(given)
}
