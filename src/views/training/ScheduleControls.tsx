import { TRAINING_FIELDS } from '../../store/training/trainingNumbers'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { explainedSetting } from '../parts/help/explainedSetting'
import { HelpHeading } from '../parts/help/HelpHeading'
import { useTraining, useTrainingActions } from './useTraining'

const { steps, batchSize, learningRate } = TRAINING_FIELDS

/** The number of steps, batch size, learning rate and optimiser. */
export function ScheduleControls() {
  const form = useTraining((training) => training.form)
  const offered = useTraining((training) => training.offered)
  const { setTraining, chooseOptimizer } = useTrainingActions()
  return (
    <section className="group">
      <HelpHeading
        title="Training"
        items={[steps, batchSize, learningRate].map(explainedSetting).concat('optimiser')}
      />
      <NumberSettingField setting={steps} value={form.steps} onChange={(next) => setTraining({ steps: next })} />
      <NumberSettingField
        setting={batchSize}
        value={form.batchSize}
        onChange={(next) => setTraining({ batchSize: next })}
      />
      <NumberSettingField
        setting={learningRate}
        value={form.learningRate}
        onChange={(next) => setTraining({ learningRate: next })}
      />
      {form.optimizer !== null && offered !== null && (
        <label className="field">
          <span>Optimiser</span>
          <select value={form.optimizer.id} onChange={(event) => chooseOptimizer(event.target.value)}>
            {offered.optimizers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  )
}
