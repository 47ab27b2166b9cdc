import { FINETUNE_LIMITS } from '../../store/finetuneForm'
import { NumberField } from '../fields/NumberField'
import { useFinetune, useFinetuneActions } from './useFinetune'

/** How long, how fast, by what. */
export function ScheduleControls() {
  const form = useFinetune((finetune) => finetune.form)
  const offered = useFinetune((finetune) => finetune.offered)
  const { setFinetune, chooseOptimizer } = useFinetuneActions()
  return (
    <section className="group">
      <h2>Training</h2>
      <NumberField
        label="Steps"
        value={form.steps}
        {...FINETUNE_LIMITS.steps}
        isWhole
        onChange={(steps) => setFinetune({ steps })}
      />
      <NumberField
        label="Batch"
        unit="pictures"
        value={form.batchSize}
        {...FINETUNE_LIMITS.batchSize}
        isWhole
        onChange={(batchSize) => setFinetune({ batchSize })}
      />
      <NumberField
        label="Rate"
        value={form.learningRate}
        {...FINETUNE_LIMITS.learningRate}
        onChange={(learningRate) => setFinetune({ learningRate })}
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
