import type { FinetuneForm } from '../../store/finetune'
import { FINETUNE_LIMITS } from '../../store/finetuneForm'
import { FieldGroup } from '../fields/FieldGroup'
import { NumberField } from '../fields/NumberField'
import { SettingFields } from './SettingFields'
import { useFinetune, useFinetuneActions } from './useFinetune'

/** What is seldom changed, folded away. */
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
  const objective = useFinetune((finetune) => finetune.form.objective)
  const offered = useFinetune((finetune) => finetune.offered)
  const { setFinetune } = useFinetuneActions()
  const settings = offered?.objectives.find(({ id }) => id === objective?.id)?.settings ?? []
  const more = settings.filter(({ name, isMain }) => name !== 'lambda' && !isMain)
  if (objective === null || more.length === 0) return null
  return (
    <section className="group">
      <h3>More of the objective</h3>
      <SettingFields choice={objective} settings={more} onChange={(next) => setFinetune({ objective: next })} />
    </section>
  )
}

function MoreOfOptimizer() {
  const form = useFinetune((finetune) => finetune.form)
  const offered = useFinetune((finetune) => finetune.offered)
  const { setFinetune } = useFinetuneActions()
  const { optimizer, clipNorm } = form
  const settings = offered?.optimizers.find(({ id }) => id === optimizer?.id)?.settings ?? []
  return (
    <section className="group">
      <h3>Descent</h3>
      {optimizer !== null && (
        <SettingFields choice={optimizer} settings={settings} onChange={(next) => setFinetune({ optimizer: next })} />
      )}
      <NumberField
        label="Warm-up"
        unit="of all"
        value={form.warmupShare}
        {...FINETUNE_LIMITS.warmupShare}
        onChange={(warmupShare) => setFinetune({ warmupShare })}
      />
      <NumberField
        label="Average"
        unit="decay"
        value={form.averageDecay}
        {...FINETUNE_LIMITS.averageDecay}
        onChange={(averageDecay) => setFinetune({ averageDecay })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={clipNorm !== null}
          onChange={(event) => setFinetune({ clipNorm: event.target.checked ? 1 : null })}
        />
        Clip the gradients’ norm
      </label>
      {clipNorm !== null && (
        <NumberField
          label="Clip at"
          value={clipNorm}
          {...FINETUNE_LIMITS.clipNorm}
          onChange={(next) => setFinetune({ clipNorm: next })}
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={form.microBatchSize === null}
          onChange={(event) => setFinetune({ microBatchSize: event.target.checked ? null : form.batchSize })}
        />
        As much of a batch at once as memory allows
      </label>
      {form.microBatchSize !== null && (
        <NumberField
          label="At once"
          unit="pictures"
          value={form.microBatchSize}
          {...FINETUNE_LIMITS.microBatchSize}
          isWhole
          onChange={(microBatchSize) => setFinetune({ microBatchSize })}
        />
      )}
    </section>
  )
}

const STAGES: readonly (readonly [value: string, text: string])[] = [
  ['all', 'All layers'],
  ['2', 'The last two stages'],
  ['1', 'The last stage'],
  ['0', 'The head alone'],
]

function TrainedParts() {
  const form = useFinetune((finetune) => finetune.form)
  const { setFinetune } = useFinetuneActions()
  const { trained, augmentation } = form
  const set = (change: Partial<FinetuneForm['trained']>) => setFinetune({ trained: { ...trained, ...change } })
  return (
    <section className="group">
      <h3>What is trained</h3>
      <label className="field">
        <span>Layers</span>
        <select
          value={trained.lastStages === null ? 'all' : String(trained.lastStages)}
          onChange={({ target }) => set({ lastStages: target.value === 'all' ? null : Number(target.value) })}
        >
          {STAGES.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
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
        Scale and shift of batch norm too
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={augmentation.flip}
          onChange={(event) => setFinetune({ augmentation: { ...augmentation, flip: event.target.checked } })}
        />
        Mirror half of the pictures
      </label>
      <NumberField
        label="Shift by"
        unit="pixels"
        value={augmentation.cropMargin}
        {...FINETUNE_LIMITS.cropMargin}
        isWhole
        onChange={(cropMargin) => setFinetune({ augmentation: { ...augmentation, cropMargin } })}
      />
    </section>
  )
}

function Measuring() {
  const { attack, evaluateEvery, mapPictures } = useFinetune((finetune) => finetune.form)
  const { setFinetune } = useFinetuneActions()
  const set = (change: Partial<typeof attack>) => setFinetune({ attack: { ...attack, ...change } })
  return (
    <section className="group">
      <h3>Measured on held-back pictures</h3>
      <FieldGroup name="measured">
        <NumberField
          label="Every"
          unit="steps"
          value={evaluateEvery}
          {...FINETUNE_LIMITS.evaluateEvery}
          isWhole
          onChange={(next) => setFinetune({ evaluateEvery: next })}
        />
        <NumberField
          label="PGD, ε"
          unit="/255"
          value={attack.epsilon255}
          {...FINETUNE_LIMITS.epsilon255}
          onChange={(epsilon255) => set({ epsilon255 })}
        />
        <NumberField
          label="Step size"
          unit="/255"
          value={attack.stepSize255}
          {...FINETUNE_LIMITS.epsilon255}
          onChange={(stepSize255) => set({ stepSize255 })}
        />
        <NumberField
          label="PGD steps"
          value={attack.steps}
          {...FINETUNE_LIMITS.attackSteps}
          isWhole
          onChange={(steps) => set({ steps })}
        />
        <NumberField
          label="Maps of"
          unit="pictures"
          value={mapPictures}
          {...FINETUNE_LIMITS.mapPictures}
          isWhole
          onChange={(next) => setFinetune({ mapPictures: next })}
        />
      </FieldGroup>
    </section>
  )
}

function Reproducing() {
  const { seed, data, checkpointEvery } = useFinetune((finetune) => finetune.form)
  const { setFinetune } = useFinetuneActions()
  return (
    <section className="group">
      <h3>Reproducing and keeping</h3>
      <NumberField
        label="Seed"
        value={seed}
        {...FINETUNE_LIMITS.seed}
        isWhole
        onChange={(next) => setFinetune({ seed: next })}
      />
      <NumberField
        label="Drawn by"
        unit="seed"
        value={data.seed}
        {...FINETUNE_LIMITS.seed}
        isWhole
        onChange={(next) => setFinetune({ data: { ...data, seed: next } })}
      />
      <NumberField
        label="Kept every"
        unit="steps"
        value={checkpointEvery}
        {...FINETUNE_LIMITS.checkpointEvery}
        isWhole
        onChange={(next) => setFinetune({ checkpointEvery: next })}
      />
    </section>
  )
}
