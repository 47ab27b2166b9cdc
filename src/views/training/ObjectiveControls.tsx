import type { SettingsChoice, TrainingForm } from '../../store/training/training'
import { withValue } from '../../store/training/trainingForm'
import { TRAINING_FIELDS } from '../../store/training/trainingNumbers'
import { Choice } from '../parts/Choice'
import { EngineWaiting } from '../parts/EngineWaiting'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { SettingFields } from '../parts/fields/SettingFields'
import { explainedSetting } from '../parts/help/explainedSetting'
import { HelpHeading } from '../parts/help/HelpHeading'
import { offeredId, offeredObjectives, routesOf } from '../parts/runs/objectiveChoices'
import { LambdaSlider } from './LambdaSlider'
import { useTraining, useTrainingActions } from './useTraining'

/** The objective and its main settings. */
export function ObjectiveControls() {
  const offered = useTraining((training) => training.offered)
  const form = useTraining((training) => training.form)
  const { chooseObjective, setTraining } = useTrainingActions()
  const { objective } = form
  if (offered === null || objective === null) {
    return (
      <section className="group">
        <h2>Objective</h2>
        <EngineWaiting />
      </section>
    )
  }
  const description = offered.objectives.find(({ id }) => id === objective.id)
  const routes = routesOf(offered.objectives, objective.id)
  const about = offered.objectives.find(({ id }) => id === offeredId(offered.objectives, objective.id))?.about
  const { lambda } = objective.settings
  const terms = [
    description?.name ?? '',
    ...(description?.settings ?? []).map(explainedSetting),
    explainedSetting(TRAINING_FIELDS.rampSteps),
    'double backprop',
    'activation',
  ]
  return (
    <section className="group">
      <HelpHeading id="objective" title="Objective" items={terms} />
      <select
        className="wide-select"
        aria-labelledby="objective"
        aria-describedby="objective-about"
        value={offeredId(offered.objectives, objective.id)}
        data-testid="objective"
        onChange={(event) => chooseObjective(event.target.value)}
      >
        {offeredObjectives(offered.objectives).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <p className="hint" id="objective-about">
        {about}
      </p>
      {typeof lambda === 'number' && (
        <LambdaSlider
          value={lambda}
          onChange={(value) => setTraining({ objective: withValue(objective, 'lambda', value) })}
        />
      )}
      <SettingFields
        of={objective.id}
        settings={(description?.settings ?? []).filter(({ isMain }) => isMain)}
        values={objective.settings}
        onChange={(name, value) => setTraining(withObjective(form, withValue(objective, name, value)))}
      />
      {description?.hasRamp && (
        <NumberSettingField
          setting={TRAINING_FIELDS.rampSteps}
          value={form.rampSteps}
          onChange={(rampSteps) => setTraining({ rampSteps })}
        />
      )}
      {routes !== null && (
        <>
          <Choice
            label="Gradient of the penalty"
            value={objective.id === routes.finiteDifferences ? 'finiteDifferences' : 'doubleBackprop'}
            options={[
              ['doubleBackprop', 'Double backprop'],
              ['finiteDifferences', 'Finite differences'],
            ]}
            onChange={(route) => chooseObjective(routes[route])}
          />
          <p className="hint">
            {objective.id === routes.finiteDifferences
              ? 'Two first-order passes: an approximation, for layers that cannot be differentiated twice.'
              : 'Exact: the network is differentiated twice.'}
          </p>
        </>
      )}
    </section>
  )
}

/** The attack on held-out images follows the ε that is trained for, unless a person set another for it. */
function withObjective(form: TrainingForm, objective: SettingsChoice): Partial<TrainingForm> {
  const [before, after] = [form.objective?.settings.epsilon255, objective.settings.epsilon255]
  if (typeof after !== 'number' || before === after || before !== form.attack.epsilon255) return { objective }
  return { objective, attack: { ...form.attack, epsilon255: after, stepSize255: after / 4 } }
}
