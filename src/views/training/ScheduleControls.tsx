import { TRAINING_LIMITS } from '../../store/training/trainingForm'
import { NumberField } from '../parts/fields/NumberField'
import { useTraining, useTrainingActions } from './useTraining'

/** How long, how fast, by what. */
export function ScheduleControls() {
  const form = useTraining((training) => training.form)
  const offered = useTraining((training) => training.offered)
  const { setTraining, chooseOptimizer } = useTrainingActions()
  return (
    <section className="group">
      <h2>Training</h2>
      <NumberField
        label="Steps"
        value={form.steps}
        {...TRAINING_LIMITS.steps}
        isWhole
        onChange={(steps) => setTraining({ steps })}
      />
      <NumberField
        label="Batch"
        unit="images"
        value={form.batchSize}
        {...TRAINING_LIMITS.batchSize}
        isWhole
        onChange={(batchSize) => setTraining({ batchSize })}
      />
      <NumberField
        label="Rate"
        value={form.learningRate}
        {...TRAINING_LIMITS.learningRate}
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
