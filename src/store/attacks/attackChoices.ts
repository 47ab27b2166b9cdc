/** @file How an attack's settings change together: what a person set stays where it still has a meaning. */

import type { NormId } from '../../engine/attacks/norms/types'
import type { AttackChoice } from '../../engine/attacks/registry'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { SettingDescription } from '../../engine/settings/describe'
import type { Eps01 } from '../../units'
import { changeSetting, chooseAttack } from '../evaluation/evaluationForm'
import { followsSteps, isStepSize, type NamedSettings, usualShare } from '../settings/values'

export const settingsOf = ({ settings }: AttackChoice): NamedSettings => settings as unknown as NamedSettings

/** What the engine tells of the settings of a choice's attack; null until it has told, and of an attack that it has not. */
export const describedSettings = (
  attacks: readonly AttackDescription[],
  { id }: AttackChoice,
): readonly SettingDescription[] | null => attacks.find((attack) => attack.id === id)?.settings ?? null

/** Sizes are in the norm, so that they mean nothing in another one. */
const OF_THE_NORM: readonly string[] = ['norm', 'epsilon']

/** With one setting changed, and the step size with the number of steps where it follows it. */
export function withSetting(choice: AttackChoice, name: string, value: unknown): AttackChoice {
  const changed = changeSetting(choice, name, value)
  if (name !== 'steps' || !followsSteps(settingsOf(choice))) return changed
  return changeSetting(changed, 'stepSize', { rule: 'shareOfEpsilon', share: usualShare(value as number) })
}

/** Another attack or norm. What differs from the usual settings before, and has a place in the new ones, stays. */
export function switchAttack(
  attacks: readonly AttackDescription[],
  before: AttackChoice,
  id: string,
  norm: NormId,
): AttackChoice {
  const next = attacks.find((attack) => attack.id === id)
  if (next === undefined) return before
  const fresh = chooseAttack(next, norm)
  const usual = (attacks.find((attack) => attack.id === before.id)?.defaults[before.settings.norm] ??
    {}) as unknown as NamedSettings
  const own = settingsOf(before)
  const kept = Object.keys(settingsOf(fresh)).filter(
    (name) => !OF_THE_NORM.includes(name) && name in own && isKept(own[name], usual[name], next.id === before.id),
  )
  return kept.reduce((choice, name) => withSetting(choice, name, own[name]), fresh)

  /** Between attacks only plain values are alike; a fixed step size is a size in the norm. */
  function isKept(value: unknown, usualValue: unknown, isSameAttack: boolean): boolean {
    if (JSON.stringify(value) === JSON.stringify(usualValue)) return false
    if (!isStepSize(value)) return isSameAttack || typeof value === 'number' || typeof value === 'boolean'
    return isSameAttack && value.rule === 'shareOfEpsilon' && !followsSteps(own)
  }
}

/** With another epsilon, in the attack's norm. */
export const withEpsilon = (choice: AttackChoice, epsilon: Eps01): AttackChoice =>
  changeSetting(choice, 'epsilon', epsilon)

/** Whether two choices ask for the same. */
export const isSameChoice = (one: AttackChoice | null, other: AttackChoice | null): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)
