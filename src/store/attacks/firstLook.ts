/** @file A shorter attack that is shown while the one asked for is still to come. */
import { countOf } from '../../countOf'
import type { AttackChoice } from '../../engine/attacks/registry'
import type { SettingDescription } from '../../engine/settings/describe'
import { settingsOf, withSetting } from './attackChoices'

/** The settings that an attack's time is proportional to, with their values. */
function lengthSettings(choice: AttackChoice, settings: readonly SettingDescription[]) {
  return settings.flatMap((setting) => {
    const value = settingsOf(choice)[setting.name]
    return setting.multipliesTime && typeof value === 'number' ? [{ ...setting, value }] : []
  })
}

/** Proportional to an attack's time, such as its steps. */
export const attackWork = (choice: AttackChoice, settings: readonly SettingDescription[]): number =>
  lengthSettings(choice, settings).reduce((work, { value }) => work * value, 1)

/** With at most this share of the steps, queries and the like, at least one each; null where that is all of them. */
export function firstLook(
  choice: AttackChoice,
  settings: readonly SettingDescription[],
  share: number,
): AttackChoice | null {
  let left = share
  let shorter = choice
  for (const { name, value } of lengthSettings(choice, settings)) {
    const fewer = Math.max(1, Math.min(value, Math.floor(value * left)))
    left *= value / fewer
    if (fewer < value) shorter = withSetting(shorter, name, fewer)
  }
  return shorter === choice ? null : shorter
}

/** What an attack's time is made of: "4 steps, 1 restart". */
export const lengthWords = (choice: AttackChoice, settings: readonly SettingDescription[]): string =>
  lengthSettings(choice, settings)
    .map(({ value, label, counted: [one, many] = [label, label] }) => countOf(value, one, many))
    .join(', ')
