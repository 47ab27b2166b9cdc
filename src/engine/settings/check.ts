/** @file Checks settings before anything runs: each problem is one sentence with the value and the remedy. */
import type { z } from 'zod'
import { safelyParsed } from '../../boundedParse'
import { describeSettings, type SettingDescription } from './describe'
import { faultWords } from './faultWords'
import { settingProblem } from './problem'

/** What is wrong with the first invalid setting, in one sentence, or null. */
export const findSettingsProblem = (schema: z.ZodType<unknown>, settings: unknown): string | null =>
  findProblemOf(schema, settings, () => describeSettings(schema))

/** The same for settings in groups, where the schema itself does not have words for everything that it checks. */
export function findProblemOf(
  schema: z.ZodType<unknown>,
  given: unknown,
  described: () => readonly SettingDescription[],
): string | null {
  const parsed = safelyParsed(schema, given)
  if (parsed === null) return 'The settings are wrong in more places than can be told one by one; choose again.'
  if (parsed.success) return null
  const [issue] = parsed.error.issues
  const path = issue?.path ?? []
  const settings = described()
  const [setting] = path.flatMap((key) => settings.find(({ name }) => name === key) ?? [])
  if (setting === undefined) {
    const where = path.length > 0 ? `setting “${path.join('.')}” is` : 'settings are'
    return `The ${where} ${issue === undefined ? 'not valid' : faultWords(issue, valueAt(given, path))}; choose again.`
  }
  return settingProblem(setting, valueAt(given, path.slice(0, path.indexOf(setting.name) + 1)))
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null)?.[key], value)

/** The settings, with defaults for omitted ones. Throws one sentence about the first invalid one. */
export function parseSettings<Settings>(schema: z.ZodType<Settings>, given: unknown): Settings {
  const problem = findSettingsProblem(schema, given)
  if (problem !== null) throw new Error(problem)
  return schema.parse(given)
}
