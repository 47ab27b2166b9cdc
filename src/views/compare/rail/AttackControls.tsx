import { useMemo } from 'react'
import type { AttackChoice } from '../../../engine/attacks/registry'
import { describedSettings, withEpsilon } from '../../../store/attacks/attackChoices'
import { forLive, interactiveAttacks } from '../../../store/attacks/attackForm'
import { fromShown, NORMS } from '../../../store/attacks/normUnits'
import { useActions, useApp } from '../../parts/appContext'
import { AttackFields } from '../../parts/attack/AttackFields'
import { explainedAttack } from '../../parts/attack/explainedAttack'
import { CommandButton } from '../../parts/commands/CommandButton'
import { HelpHeading } from '../../parts/help/HelpHeading'
import { copyAttackAsPython } from '../commands/exportCommands'
import { TargetChoice } from './TargetChoice'

/** The attack, its settings, its target, and the model it is made on. The slider sets its size. */
export function AttackControls() {
  const { choice, madeOn } = useApp((state) => state.attack)
  const all = useApp((state) => state.evaluation.attacks)
  const hasOthers = useApp((state) => state.models.length > 1)
  const { setAttack } = useActions()
  const attacks = useMemo(() => interactiveAttacks(all), [all])

  /** Keeps ε while the norm stays the same; another norm starts from its own default. */
  function change(next: AttackChoice): void {
    const { norm } = next.settings
    const isSameNorm = norm === choice.settings.norm
    const epsilon = isSameNorm ? choice.settings.epsilon : fromShown(NORMS[norm].usual, norm)
    setAttack({
      choice: withEpsilon(next.id === choice.id ? next : forLive(next, describedSettings(all, next) ?? []), epsilon),
    })
  }

  return (
    <section className="group">
      <HelpHeading title="Attack" items={explainedAttack(all, choice)} />
      <AttackFields attacks={attacks} choice={choice} onChange={change} />
      <TargetChoice goals={attacks.find(({ id }) => id === choice.id)?.goals ?? ['untargeted']} />
      {hasOthers && (
        <label className="check">
          <input
            type="checkbox"
            checked={madeOn === 'first'}
            onChange={(event) => setAttack({ madeOn: event.target.checked ? 'first' : 'each' })}
          />
          Made for the first model, shown to all
        </label>
      )}
      <div className="exports">
        <CommandButton command={copyAttackAsPython} className="button" testId="attack-as-python">
          Copy as Python
        </CommandButton>
      </div>
    </section>
  )
}
