import type { AttackChoice } from '../../engine/attacks/registry'
import type { AttackDescription, Mend } from '../../engine/evaluation/types'
import { describedSettings, switchAttack, withSetting } from '../attacks/attackChoices'

/**
 * An attack with what mends a failure of it: in the same norm, at the same epsilon and seed. A step size that follows the
 * number of steps goes on following it.
 *
 * @param attacks the attacks on offer; null if the mend's is not among them, or lacks the norm or a setting
 */
export function mendedAttack(
  attacks: readonly AttackDescription[],
  before: AttackChoice,
  { attack, settings }: Mend,
): AttackChoice | null {
  const { norm, epsilon, seed } = before.settings
  const id = attack ?? before.id
  if (!attacks.some((offered) => offered.id === id && offered.norms.includes(norm))) return null
  const base = attack === null ? before : switchAttack(attacks, before, attack, norm)
  const described = describedSettings(attacks, base) ?? []
  if (Object.keys(settings).some((name) => !described.some((setting) => setting.name === name))) return null
  return Object.entries({ ...settings, epsilon, seed }).reduce(
    (choice, [name, value]) => withSetting(choice, name, value),
    base,
  )
}
