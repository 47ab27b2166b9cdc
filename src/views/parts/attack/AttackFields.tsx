import type { NormId } from '../../../engine/attacks/norms/types'
import type { AttackChoice } from '../../../engine/attacks/registry'
import type { AttackDescription } from '../../../engine/evaluation/types'
import { describedSettings, settingsOf, switchAttack, withSetting } from '../../../store/attacks/attackChoices'
import { NORMS } from '../../../store/attacks/normUnits'
import { Choice } from '../Choice'
import { SettingFields } from '../fields/SettingFields'

interface AttackFieldsProps {
  /** The attacks on offer. */
  readonly attacks: readonly AttackDescription[]
  readonly choice: AttackChoice
  readonly onChange: (choice: AttackChoice) => void
}

/** The attack, its norm and its own settings. Its size is set elsewhere. */
export function AttackFields({ attacks, choice, onChange }: AttackFieldsProps) {
  const { norm } = choice.settings
  const norms = attacks.find(({ id }) => id === choice.id)?.norms ?? [norm]
  return (
    <>
      <label className="field">
        <span>Attack</span>
        <select
          value={choice.id}
          data-testid="attack"
          onChange={(event) => onChange(switchAttack(attacks, choice, event.target.value, norm))}
        >
          {attacks.length === 0 && <option value={choice.id}>{choice.id.toUpperCase()}</option>}
          {attacks.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Choice<NormId>
        label="Norm"
        value={norm}
        options={norms.map((id) => [id, NORMS[id].name])}
        onChange={(other) => onChange(switchAttack(attacks, choice, choice.id, other))}
      />
      <SettingFields
        of={`${choice.id} ${norm}`}
        settings={describedSettings(attacks, choice) ?? []}
        values={settingsOf(choice)}
        onChange={(name, value) => onChange(withSetting(choice, name, value))}
      />
    </>
  )
}
