import type { AttackChoice } from '../../../engine/attacks/registry'
import type { AttackDescription } from '../../../engine/evaluation/types'
import { describedSettings } from '../../../store/attacks/attackChoices'
import { NORMS } from '../../../store/attacks/normUnits'
import { explainedSetting } from '../help/explainedSetting'
import type { Explained } from '../help/types'

/** What an attack's fields have to explain: the attack, its norm and its settings. */
export function explainedAttack(attacks: readonly AttackDescription[], choice: AttackChoice): readonly Explained[] {
  const name = attacks.find(({ id }) => id === choice.id)?.name ?? choice.id.toUpperCase()
  return [
    name,
    NORMS[choice.settings.norm].name,
    ...(describedSettings(attacks, choice) ?? []).map(explainedSetting),
    'transfer',
  ]
}
