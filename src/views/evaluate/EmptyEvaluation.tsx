import { QUICK_EPSILONS, QUICK_STEPS, quickRun } from '../../store/evaluationChoices'
import { useEvaluation, useEvaluationActions } from './useEvaluation'
import { useStart } from './useStart'

/** What can be found out here, and how to begin. */
export function EmptyEvaluation() {
  const { setEvaluation, startEvaluation } = useEvaluationActions()
  const isHindered = useStart() !== null
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const quick = quickRun(attacks)
  return (
    <div className="evaluate-empty">
      <h2>How much of its accuracy does a model keep under attack?</h2>
      <p>
        The models in the columns are attacked picture by picture, and the share that holds is drawn against the
        attack’s size ε while it is computed, with 95 % intervals and the number of pictures that it stands on. Red
        flags tell where the attack may have failed rather than the model held.
      </p>
      <div className="evaluate-begin">
        <button
          type="button"
          className="button is-primary"
          disabled={isHindered}
          onClick={() => void startEvaluation()}
        >
          Start with these settings
        </button>
        <button
          type="button"
          className="button"
          disabled={isHindered || quick === null}
          onClick={() => {
            if (quick === null) return
            setEvaluation(quick)
            void startEvaluation()
          }}
        >
          Quick run
        </button>
      </div>
      <p className="note">
        The quick run sets PGD with {QUICK_STEPS} steps at ε = {QUICK_EPSILONS.join(', ')} of 255 on the pictures of the
        gallery: a curve that is soon there, and a first look; red flags follow. Pictures of your own are read in this
        tab, and never leave it.
      </p>
    </div>
  )
}
