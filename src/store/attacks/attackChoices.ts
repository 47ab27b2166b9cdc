/** @file How an attack's settings change together: what a person set is kept as long as it is meaningful. */

import type { NormId } from '../../engine/attacks/norms/types'
import type { AttackChoice } from '../../engine/attacks/registry'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { SettingDescription } from '../../engine/settings/describe'
import type { Eps01 } from '../../units'
import { changeSetting, chooseAttack } from '../evaluation/evaluationForm'
import { followsSteps, isStepSize, type NamedSettings, usualShare } from '../settings/values'

export const settingsOf = ({ settings }: AttackChoice): NamedSettings => settings as unknown as NamedSettings

/** The engine's description of an attack's settings; null for an unknown attack, or before the engine has described it. */
export const describedSettings = (
  attacks: readonly AttackDescription[],
  { id }: AttackChoice,
): readonly SettingDescription[] | null => attacks.find((attack) => attack.id === id)?.settings ?? null

/** Settings that are meaningless in another norm. */
const OF_THE_NORM: readonly string[] = ['norm', 'epsilon']

/** Changes one setting, and the step size along with the number of steps if it follows them. */
export function withSetting(choice: AttackChoice, name: string, value: unknown): AttackChoice {
  const changed = changeSetting(choice, name, value)
  if (name !== 'steps' || !followsSteps(settingsOf(choice))) return changed
  return changeSetting(changed, 'stepSize', { rule: 'shareOfEpsilon', share: usualShare(value as number) })
}

/** Switches to another attack or norm. Settings that differ from their defaults are kept if the new attack has them too. */
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

  /** Different attacks share only plain values; a fixed step size belongs to its norm. */
  function isKept(value: unknown, usualValue: unknown, isSameAttack: boolean): boolean {
    if (JSON.stringify(value) === JSON.stringify(usualValue)) return false
    if (!isStepSize(value)) return isSameAttack || typeof value === 'number' || typeof value === 'boolean'
    return isSameAttack && value.rule === 'shareOfEpsilon' && !followsSteps(own)
  }
}

/** Changes epsilon, in the attack's norm. */
export const withEpsilon = (choice: AttackChoice, epsilon: Eps01): AttackChoice =>
  changeSetting(choice, 'epsilon', epsilon)

/** Whether two choices are equal. */
export const isSameChoice = (one: AttackChoice | null, other: AttackChoice | null): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)
