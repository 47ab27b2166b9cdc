import type { FinetuneForm, SettingsChoice } from '../../store/finetune'
import { FINETUNE_LIMITS } from '../../store/finetuneForm'
import { EngineWaiting } from '../EngineWaiting'
import { NumberField } from '../fields/NumberField'
import { Choice } from '../rail/Choice'
import { LambdaSlider } from './LambdaSlider'
import { offeredId, offeredObjectives, routesOf } from './objectiveChoices'
import { SettingFields } from './SettingFields'
import { useFinetune, useFinetuneActions } from './useFinetune'

/** What training descends, with its size. */
export function ObjectiveControls() {
  const offered = useFinetune((finetune) => finetune.offered)
  const form = useFinetune((finetune) => finetune.form)
  const { chooseObjective, setFinetune } = useFinetuneActions()
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
  return (
    <section className="group">
      <h2 id="objective">Objective</h2>
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
          onChange={(value) =>
            setFinetune({ objective: { ...objective, settings: { ...objective.settings, lambda: value } } })
          }
        />
      )}
      <SettingFields
        choice={objective}
        settings={(description?.settings ?? []).filter(({ isMain }) => isMain)}
        onChange={(next) => setFinetune(withObjective(form, next))}
      />
      {description?.hasRamp && (
        <NumberField
          label="Ramp"
          unit="steps"
          value={form.rampSteps}
          {...FINETUNE_LIMITS.rampSteps}
          isWhole
          onChange={(rampSteps) => setFinetune({ rampSteps })}
        />
      )}
      {routes !== null && (
        <>
          <Choice
            label="Gradient of the gradient"
            value={objective.id === routes.finiteDifferences ? 'finiteDifferences' : 'doubleBackprop'}
            options={[
              ['doubleBackprop', 'Double backprop'],
              ['finiteDifferences', 'Differences'],
            ]}
            onChange={(route) => chooseObjective(routes[route])}
          />
          <p className="hint">
            {objective.id === routes.finiteDifferences
              ? 'Two first-order passes: an approximation, for layers that can not be differentiated twice.'
              : 'Exact: the network is differentiated twice.'}
          </p>
        </>
      )}
    </section>
  )
}

/** Held-back pictures are attacked with the ε that is trained for, unless another was set for them. */
function withObjective(form: FinetuneForm, objective: SettingsChoice): Partial<FinetuneForm> {
  const [before, after] = [form.objective?.settings.epsilon255, objective.settings.epsilon255]
  if (typeof after !== 'number' || before === after || before !== form.attack.epsilon255) return { objective }
  return { objective, attack: { ...form.attack, epsilon255: after, stepSize255: after / 4 } }
}
