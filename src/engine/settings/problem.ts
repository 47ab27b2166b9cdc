/** @file What is wrong with a setting, in one sentence with the value and the remedy. */
import { rangeWords } from '../../numbers/rangeWords'
import { quoteValue } from '../../quote'
import type { SettingDescription } from './describe'
import { isAllowed, type NumberSetting } from './numberSettings'

/** What can be chosen instead, such as "a whole number from 1 to 10000". */
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
  `The ${subjectOf(setting)} is ${quoteValue(value)}; choose ${allowed(setting)}.`

const subjectOf = ({ label, counted }: SettingDescription): string =>
  counted ? `number of ${counted[1]}` : `setting “${label}”`

/** What is wrong with the first invalid number, or null. */
export function numbersProblem<Names extends string>(
  settings: Readonly<Record<Names, NumberSetting>>,
  values: Readonly<Record<NoInfer<Names>, number | null>>,
): string | null {
  const names = Object.keys(settings) as Names[]
  const wrong = names.find((name) => !isAllowed(settings[name], values[name]))
  return wrong === undefined ? null : settingProblem(settings[wrong], values[wrong])
}
