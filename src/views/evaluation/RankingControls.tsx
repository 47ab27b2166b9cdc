import { useId } from 'react'
import type { NormId } from '../../engine/attacks/norms/types'
import type { AttackChoice, AttackId } from '../../engine/attacks/registry'
import type { AttackDescription } from '../../engine/evaluation/types'
import { RANKING_FIELDS } from '../../plans/evaluationNumbers'
import { switchAttack } from '../../store/attacks/attackChoices'
import { NORMS } from '../../store/attacks/normUnits'
import { changeAttack } from '../../store/evaluation/evaluationChoices'
import { usualAttack } from '../../store/evaluation/evaluationForm'
import type { SettledForm } from '../../store/evaluation/evaluationSettled'
import { rankable, rankedAttacks } from '../../store/evaluation/ranking/rankedAttacks'
import { Choice } from '../parts/Choice'
import { useEvaluationActions } from '../parts/evaluated/useEvaluation'
import { NumberSettingField } from '../parts/fields/NumberSettingField'

interface RankingControlsProps {
  readonly form: SettledForm
  readonly attack: AttackChoice
  readonly attacks: readonly AttackDescription[]
}

/** Which attacks are ranked, in which norm, and what each may cost. */
export function RankingControls({ form, attack, attacks }: RankingControlsProps) {
  const { setEvaluation } = useEvaluationActions()
  const titleId = useId()
  const { norm } = attack.settings
  const { ranking } = form
  const chosen = rankedAttacks(attacks, norm, ranking.attacks).map(({ id }) => id)
  const norms = (Object.keys(NORMS) as NormId[]).filter((each) => rankable(attacks, each).length > 1)

  /** The form's attack goes along; one that lacks the norm gives way to the usual one. */
  function changeNorm(other: NormId): void {
    const has = attacks.some(({ id, norms }) => id === attack.id && norms.includes(other))
    const next = has ? switchAttack(attacks, attack, attack.id, other) : usualAttack('ranking', attacks, other)
    if (next !== null) setEvaluation(changeAttack(form, next))
  }

  function choose(id: AttackId, isWanted: boolean): void {
    const next = isWanted ? [...chosen, id] : chosen.filter((other) => other !== id)
    setEvaluation({ ranking: { ...ranking, attacks: next } })
  }

  return (
    <>
      <Choice<NormId>
        label="Norm"
        value={norm}
        options={norms.map((id) => [id, NORMS[id].name])}
        onChange={(other) => changeNorm(other)}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would be no heading */}
      <div className="model-checks" role="group" aria-labelledby={titleId} data-testid="ranked-attacks">
        <span id={titleId} className="visually-hidden">
          Attacks that are ranked
        </span>
        {rankable(attacks, norm).map(({ id, name }) => (
          <label key={id} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              // A ranking has two at least.
              disabled={chosen.length <= 2 && chosen.includes(id)}
              onChange={(event) => choose(id, event.target.checked)}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
      <NumberSettingField
        setting={RANKING_FIELDS.budget}
        value={ranking.budget}
        onChange={(budget) => setEvaluation({ ranking: { ...ranking, budget } })}
      />
      <p className="hint">{RANKING_FIELDS.budget.help}</p>
    </>
  )
}
