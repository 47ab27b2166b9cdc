import type { AttackChoice } from '../../engine/attacks/registry'
import { largestEpsilon } from '../../numbers/epsilonSearch'
import { withEpsilon } from '../../store/attacks/attackChoices'
import { fromShown, NORM_UNITS, toShown } from '../../store/attacks/normUnits'
import { EVALUATION_LIMITS } from '../../store/evaluation/evaluationForm'
import type { SettledForm } from '../../store/evaluation/evaluationSettled'
import { NumberField } from '../parts/fields/NumberField'
import { sizeText } from '../parts/format'
import { EpsilonListField } from './EpsilonListField'
import { useEvaluationActions } from './useEvaluation'

interface SizeControlsProps {
  readonly form: SettledForm
  readonly attack: AttackChoice
}

/** How large the attack is: a list for a curve, the search's bounds, or one size. */
export function SizeControls({ form, attack }: SizeControlsProps) {
  const { setEvaluation } = useEvaluationActions()
  const { norm, epsilon } = attack.settings
  const unit = NORM_UNITS[norm].suffix
  if (form.measure === 'accuracy') {
    return (
      <EpsilonListField
        key={norm}
        norm={norm}
        epsilons={form.epsilons}
        onChange={(epsilons) => setEvaluation({ epsilons })}
      />
    )
  }
  if (form.measure === 'transfer') {
    return (
      <NumberField
        key={norm}
        label="ε"
        name={`epsilon ${norm}`}
        unit={unit}
        value={toShown(epsilon, norm)}
        min={1e-3}
        max={toShown(1, norm) * 1000}
        onChange={(shown) => setEvaluation({ attack: withEpsilon(attack, fromShown(shown, norm)) })}
      />
    )
  }
  const { search } = form
  return (
    <>
      <NumberField
        key={norm}
        label="First ε"
        name={`first epsilon ${norm}`}
        unit={unit}
        value={toShown(search.start, norm)}
        min={1e-3}
        max={toShown(1, norm) * 100}
        onChange={(shown) => setEvaluation({ search: { ...search, start: fromShown(shown, norm) } })}
      />
      <NumberField
        label="Doublings"
        value={search.doublings}
        {...EVALUATION_LIMITS.doublings}
        isWhole
        onChange={(doublings) => setEvaluation({ search: { ...search, doublings } })}
      />
      <NumberField
        label="Halvings"
        value={search.bisections}
        {...EVALUATION_LIMITS.bisections}
        isWhole
        onChange={(bisections) => setEvaluation({ search: { ...search, bisections } })}
      />
      <p className="hint">Up to ε = {sizeText(largestEpsilon(search), norm)}.</p>
    </>
  )
}
