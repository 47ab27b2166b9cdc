import { changeMeasure } from '../../store/evaluation/evaluationChoices'
import type { MeasureId } from '../../store/evaluation/evaluationPlan'
import { useEvaluation, useEvaluationActions } from '../parts/evaluated/useEvaluation'
import { HelpHeading } from '../parts/help/HelpHeading'
import { MEASURE_NAMES } from '../parts/runs/evaluationWords'

const ABOUT: Readonly<Record<MeasureId, string>> = {
  accuracy: 'The share of images classified correctly at each attack size.',
  minimalEpsilon: 'The smallest attack size that fools the model on each image, found by doubling and bisection.',
  worstCase: 'The share of images that stay right in L∞, L2 and L1, each at an attack size of its own.',
  ranking: 'Which attack finds the smallest perturbations at the same budget of passes, by AttackBench’s optimality.',
  transfer: 'The accuracy of each model on the perturbations made for every other model.',
}

/** What is measured. */
export function MeasureControls() {
  const form = useEvaluation((evaluation) => evaluation.form)
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const { setEvaluation } = useEvaluationActions()
  return (
    <section className="group">
      <HelpHeading
        id="measure"
        title="Measure"
        items={['robust accuracy', 'smallest ε', 'transfer', 'worst case', 'optimality', 'Wilson interval']}
      />
      <select
        className="wide-select"
        aria-labelledby="measure"
        aria-describedby="measure-about"
        value={form.measure}
        data-testid="measure"
        onChange={(event) => setEvaluation(changeMeasure(form, event.target.value as MeasureId, attacks))}
      >
        {(Object.keys(MEASURE_NAMES) as MeasureId[]).map((id) => (
          <option key={id} value={id}>
            {MEASURE_NAMES[id]}
          </option>
        ))}
      </select>
      <p className="hint" id="measure-about">
        {ABOUT[form.measure]}
      </p>
    </section>
  )
}
