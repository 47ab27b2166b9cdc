import { TRAINING_FIELDS } from '../../store/training/trainingNumbers'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { useTraining, useTrainingActions } from './useTraining'

/** The number of steps, batch size, learning rate and optimiser. */
export function ScheduleControls() {
  const form = useTraining((training) => training.form)
  const offered = useTraining((training) => training.offered)
  const { setTraining, chooseOptimizer } = useTrainingActions()
  return (
    <section className="group">
      <h2>Training</h2>
      <NumberSettingField
        setting={TRAINING_FIELDS.steps}
        value={form.steps}
        onChange={(steps) => setTraining({ steps })}
      />
      <NumberSettingField
        setting={TRAINING_FIELDS.batchSize}
        value={form.batchSize}
        onChange={(batchSize) => setTraining({ batchSize })}
      />
      <NumberSettingField
        setting={TRAINING_FIELDS.learningRate}
        value={form.learningRate}
        onChange={(learningRate) => setTraining({ learningRate })}
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
