import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../images/datasets/builtIn/registry'
import type { EvaluationForm } from '../../store/evaluation/evaluation'
import { QUICK_FLAG_IMAGES, QUICK_IMAGES, QUICK_STEPS, quickRun } from '../../store/evaluation/evaluationChoices'
import { initialEvaluation } from '../../store/evaluation/evaluationForm'
import { manifestsOf, settledForm } from '../../store/evaluation/evaluationSettled'
import { epsilonsText } from '../../store/fields/epsilonList'
import type { AppState } from '../../store/types'
import { useApp } from '../parts/appContext'
import { useEvaluation, useEvaluationActions } from '../parts/evaluated/useEvaluation'
import { useForgetDrafts } from '../parts/fields/FieldGroup'
import { StartButton } from '../parts/runs/StartButton'
import { useRunVerbs } from '../parts/runs/useRun'
import { startHindrance, useStart } from './useStart'

/** What an evaluation shows, and the buttons that start one. */
export function EmptyEvaluation() {
  const { setEvaluation } = useEvaluationActions()
  const verbs = useRunVerbs('evaluation')
  const hindrance = useStart()
  const forgetDrafts = useForgetDrafts('evaluation')
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const columns = useApp((state) => state.models)
  const quick = quickRun(attacks, manifestsOf(columns))
  const isQuickHindered = useApp((state) => quick === null || startHindrance(withForm(state, quick)) !== null)
  // The quick run evaluates all columns, whatever is chosen now.
  const { images } = settledForm({ ...initialEvaluation.form, ...quick }, columns)
  const quickImages =
    images === 'builtIn'
      ? `${QUICK_IMAGES} test images of ${BUILT_IN_DATA_SETS[BUILT_IN_ID].name}`
      : 'the images of the gallery'
  return (
    <div className="evaluation-empty">
      <h2>How much of its accuracy does a model keep under attack?</h2>
      <p>
        Each model in the columns is attacked image by image, and the share of images on which it stays robust is
        plotted against the attack size ε as results come in, with 95 % intervals and image counts. Red flags warn when
        the accuracy may be high because the attack failed rather than because the model is robust.
      </p>
      <div className="evaluation-begin">
        <StartButton kind="evaluation" fields={['evaluation']} hindrance={hindrance}>
          Start with these settings
        </StartButton>
        <button
          type="button"
          className="button"
          disabled={isQuickHindered}
          onClick={() => {
            if (quick === null) return
            // The quick run replaces every setting, typed or not.
            forgetDrafts()
            setEvaluation(quick)
            void verbs().start()
          }}
        >
          Quick run
        </button>
      </div>
      <p className="note">
        The quick run uses PGD with {QUICK_STEPS} steps
        {quick?.epsilons && ` at ε = ${epsilonsText(quick.epsilons, 'linf')} of 255`} on {quickImages} and gives a first
        curve within a short time. Red flags are checked on {QUICK_FLAG_IMAGES} of the images. Your own images are read
        in this tab and never leave it.
      </p>
    </div>
  )
}

const withForm = (state: AppState, form: Partial<EvaluationForm>): AppState => ({
  ...state,
  evaluation: { ...state.evaluation, form: { ...state.evaluation.form, ...form } },
})
