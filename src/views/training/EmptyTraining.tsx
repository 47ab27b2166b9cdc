import { countOf } from '../../countOf'
import { startModelId } from '../../store/training/trainingForm'
import { useApp } from '../parts/appContext'
import { knownManifest } from '../parts/models/useZooManifests'
import { StartButton } from '../parts/runs/StartButton'
import { beginText, objectiveName } from '../parts/runs/trainingWords'
import { useBegin } from './useBegin'
import { useTraining } from './useTraining'

/** What training will do, and the button that starts it. */
export function EmptyTraining() {
  const form = useTraining((training) => training.form)
  const offered = useTraining((training) => training.offered)
  const id = useApp(startModelId)
  const manifest = useApp((state) => (id === null ? undefined : knownManifest(state, id)))
  const hindrance = useBegin()
  const model = manifest === undefined ? 'the model' : `the model “${manifest.name}” of ${manifest.data}`
  const objective = form.objective === null ? 'gradient norm' : objectiveName(form.objective, offered).toLowerCase()
  return (
    <div className="evaluation-empty" data-testid="training-empty">
      <h2>Make a model robust while you watch</h2>
      <p>
        Training continues from {model} for {countOf(form.steps, 'step')} with the objective “{objective}”
        {form.data.from === 'builtIn' && ', on images included with the page'}. Gradient maps, accuracy with and without
        an attack, and gradient norms are drawn as they change. Everything runs in this tab and is kept in this browser,
        so you can close the tab and resume later.
      </p>
      <div className="evaluation-begin">
        <StartButton kind="training" fields={['training']} hindrance={hindrance} testId="begin">
          {beginText(form.objective, offered)}
        </StartButton>
      </div>
      <p className="note">
        How long it takes depends on your machine; the time left is shown after the first steps. Change λ, the norm or
        the activation, train again, and compare the models side by side.
      </p>
    </div>
  )
}
