import type { NormId } from '../../engine/attacks/norms/types'
import type { AttackChoice } from '../../engine/attacks/registry'
import { largestEpsilon } from '../../numbers/epsilonSearch'
import { SEARCH_FIELDS } from '../../plans/evaluationNumbers'
import { withEpsilon } from '../../store/attacks/attackChoices'
import { fromShown, NORMS, toShown } from '../../store/attacks/normUnits'
import type { SettledForm } from '../../store/evaluation/evaluationSettled'
import { useEvaluation, useEvaluationActions } from '../parts/evaluated/useEvaluation'
import { NumberField } from '../parts/fields/NumberField'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { sizeText } from '../parts/format'
import { EpsilonListField } from './EpsilonListField'

interface SizeControlsProps {
  readonly form: SettledForm
  readonly attack: AttackChoice
}

/** The attack's size: a list for a curve, bounds for a search, or a single ε. */
export function SizeControls({ form, attack }: SizeControlsProps) {
  const { setEvaluation } = useEvaluationActions()
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const { norm, epsilon } = attack.settings
  const unit = NORMS[norm].suffix
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
        max={NORMS[norm].largest}
        onChange={(shown) => setEvaluation({ attack: withEpsilon(attack, fromShown(shown, norm)) })}
      />
    )
  }
  if (form.measure === 'worstCase') {
    const { norms = [] } = attacks.find(({ id }) => id === attack.id) ?? {}
    return norms.map((each) => (
      <NumberField
        key={each}
        label={`ε in ${NORMS[each].name}`}
        name={`worst epsilon ${each}`}
        unit={NORMS[each].suffix}
        value={toShown(form.worstEpsilons[each], each)}
        min={1e-3}
        max={NORMS[each].largest}
        onChange={(shown) =>
          setEvaluation({ worstEpsilons: { ...form.worstEpsilons, [each]: fromShown(shown, each) } })
        }
      />
    ))
  }
  return <SearchControls form={form} norm={norm} />
}

/** Of the search for the smallest epsilon. */
function SearchControls({ form, norm }: { readonly form: SettledForm; readonly norm: NormId }) {
  const { setEvaluation } = useEvaluationActions()
  const { search } = form
  return (
    <>
      <NumberField
        key={norm}
        label="First ε"
        name={`first epsilon ${norm}`}
        unit={NORMS[norm].suffix}
        value={toShown(search.start, norm)}
        min={1e-3}
        max={NORMS[norm].largest}
        onChange={(shown) => setEvaluation({ search: { ...search, start: fromShown(shown, norm) } })}
      />
      <NumberSettingField
        setting={SEARCH_FIELDS.doublings}
        value={search.doublings}
        onChange={(doublings) => setEvaluation({ search: { ...search, doublings } })}
      />
      <NumberSettingField
        setting={SEARCH_FIELDS.bisections}
        value={search.bisections}
        onChange={(bisections) => setEvaluation({ search: { ...search, bisections } })}
      />
      <p className="hint">Up to ε = {sizeText(largestEpsilon(search), norm)}.</p>
    </>
  )
}
