import type { TrainingForm } from '../../store/training/training'
import { withValue } from '../../store/training/trainingForm'
import { TRAINED_STAGES, TRAINING_FIELDS, TRAINING_SWITCHES } from '../../store/training/trainingNumbers'
import { FieldGroup } from '../parts/fields/FieldGroup'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { SettingFields } from '../parts/fields/SettingFields'
import { explainedSetting } from '../parts/help/explainedSetting'
import { HelpHeading } from '../parts/help/HelpHeading'
import { useTraining, useTrainingActions } from './useTraining'

const { clipNorm: CLIP_NORM, warmupShare, averageDecay, microBatchSize, cropMargin, ...FIELDS } = TRAINING_FIELDS
const OPTIMISATION = [CLIP_NORM, warmupShare, averageDecay, microBatchSize, cropMargin]
const MEASURED = [FIELDS.evaluateEvery, FIELDS.epsilon255, FIELDS.stepSize255, FIELDS.attackSteps, FIELDS.mapImages]
const REPRODUCING = [FIELDS.seed, FIELDS.imagesSeed, FIELDS.checkpointEvery]

/** Settings that are rarely changed, collapsed at first. */
export function AdvancedControls() {
  return (
    <details className="advanced" data-testid="advanced">
      <summary>Advanced</summary>
      <MoreOfObjective />
      <MoreOfOptimizer />
      <TrainedParts />
      <Measuring />
      <Reproducing />
    </details>
  )
}

function MoreOfObjective() {
  const objective = useTraining((training) => training.form.objective)
  const offered = useTraining((training) => training.offered)
  const { setTraining } = useTrainingActions()
  const settings = offered?.objectives.find(({ id }) => id === objective?.id)?.settings ?? []
  const more = settings.filter(({ name, isMain }) => name !== 'lambda' && !isMain)
  if (objective === null || more.length === 0) return null
  return (
    <section className="group">
      <HelpHeading level="h3" title="Objective details" items={more.map(explainedSetting)} />
      <SettingFields
        of={objective.id}
        settings={more}
        values={objective.settings}
        onChange={(name, value) => setTraining({ objective: withValue(objective, name, value) })}
      />
    </section>
  )
}

function MoreOfOptimizer() {
  const form = useTraining((training) => training.form)
  const offered = useTraining((training) => training.offered)
  const { setTraining } = useTrainingActions()
  const { optimizer, clipNorm } = form
  const settings = offered?.optimizers.find(({ id }) => id === optimizer?.id)?.settings ?? []
  return (
    <section className="group">
      <HelpHeading
        level="h3"
        title="Optimisation"
        items={['optimiser', ...settings.map(explainedSetting), ...OPTIMISATION.map(explainedSetting)]}
      />
      {optimizer !== null && (
        <SettingFields
          of={optimizer.id}
          settings={settings}
          values={optimizer.settings}
          onChange={(name, value) => setTraining({ optimizer: withValue(optimizer, name, value) })}
        />
      )}
      <NumberSettingField
        setting={TRAINING_FIELDS.warmupShare}
        value={form.warmupShare}
        onChange={(warmupShare) => setTraining({ warmupShare })}
      />
      <NumberSettingField
        setting={TRAINING_FIELDS.averageDecay}
        value={form.averageDecay}
        onChange={(averageDecay) => setTraining({ averageDecay })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={clipNorm !== null}
          onChange={(event) => setTraining({ clipNorm: event.target.checked ? 1 : null })}
        />
        {TRAINING_SWITCHES.clipNorm}
      </label>
      {clipNorm !== null && (
        <NumberSettingField
          setting={TRAINING_FIELDS.clipNorm}
          value={clipNorm}
          onChange={(next) => setTraining({ clipNorm: next })}
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={form.microBatchSize === null}
          onChange={(event) => setTraining({ microBatchSize: event.target.checked ? null : form.batchSize })}
        />
        {TRAINING_SWITCHES.microBatchSize}
      </label>
      {form.microBatchSize !== null && (
        <NumberSettingField
          setting={TRAINING_FIELDS.microBatchSize}
          value={form.microBatchSize}
          onChange={(microBatchSize) => setTraining({ microBatchSize })}
        />
      )}
    </section>
  )
}

function TrainedParts() {
  const form = useTraining((training) => training.form)
  const { setTraining } = useTrainingActions()
  const { trained, augmentation } = form
  const set = (change: Partial<TrainingForm['trained']>) => setTraining({ trained: { ...trained, ...change } })
  return (
    <section className="group">
      <h3>Trained parameters</h3>
      <label className="field">
        <span>Layers</span>
        <select
          value={String(trained.lastStages)}
          onChange={({ target }) => set({ lastStages: TRAINED_STAGES[target.selectedIndex]?.lastStages ?? null })}
        >
          {TRAINED_STAGES.map(({ lastStages, label }) => (
            <option key={label} value={String(lastStages)}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={trained.batchNormAffine}
          onChange={(event) => set({ batchNormAffine: event.target.checked })}
        />
        {TRAINING_SWITCHES.batchNormAffine}
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={augmentation.flip}
          onChange={(event) => setTraining({ augmentation: { ...augmentation, flip: event.target.checked } })}
        />
        {TRAINING_SWITCHES.flip}
      </label>
      <NumberSettingField
        setting={TRAINING_FIELDS.cropMargin}
        value={augmentation.cropMargin}
        onChange={(cropMargin) => setTraining({ augmentation: { ...augmentation, cropMargin } })}
      />
    </section>
  )
}

function Measuring() {
  const { attack, evaluateEvery, mapImages } = useTraining((training) => training.form)
  const { setTraining } = useTrainingActions()
  const set = (change: Partial<typeof attack>) => setTraining({ attack: { ...attack, ...change } })
  return (
    <section className="group">
      <HelpHeading
        level="h3"
        title="Measurements on held-out images"
        items={['held-out', ...MEASURED.map(explainedSetting)]}
      />
      <FieldGroup name="measured">
        <NumberSettingField
          setting={TRAINING_FIELDS.evaluateEvery}
          value={evaluateEvery}
          onChange={(next) => setTraining({ evaluateEvery: next })}
        />
        <NumberSettingField
          setting={TRAINING_FIELDS.epsilon255}
          value={attack.epsilon255}
          onChange={(epsilon255) => set({ epsilon255 })}
        />
        <NumberSettingField
          setting={TRAINING_FIELDS.stepSize255}
          value={attack.stepSize255}
          onChange={(stepSize255) => set({ stepSize255 })}
        />
        <NumberSettingField
          setting={TRAINING_FIELDS.attackSteps}
          value={attack.steps}
          onChange={(steps) => set({ steps })}
        />
        <NumberSettingField
          setting={TRAINING_FIELDS.mapImages}
          value={mapImages}
          onChange={(next) => setTraining({ mapImages: next })}
        />
      </FieldGroup>
    </section>
  )
}

function Reproducing() {
  const { seed, data, checkpointEvery } = useTraining((training) => training.form)
  const { setTraining } = useTrainingActions()
  return (
    <section className="group">
      <HelpHeading level="h3" title="Seeds and checkpoints" items={REPRODUCING.map(explainedSetting)} />
      <NumberSettingField
        setting={TRAINING_FIELDS.seed}
        value={seed}
        onChange={(next) => setTraining({ seed: next })}
      />
      <NumberSettingField
        setting={TRAINING_FIELDS.imagesSeed}
        value={data.seed}
        onChange={(next) => setTraining({ data: { ...data, seed: next } })}
      />
      <NumberSettingField
        setting={TRAINING_FIELDS.checkpointEvery}
        value={checkpointEvery}
        onChange={(next) => setTraining({ checkpointEvery: next })}
      />
    </section>
  )
}
