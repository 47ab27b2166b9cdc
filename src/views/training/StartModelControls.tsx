import type { Manifest } from '../../engine/checkpoints/manifest'
import { activationName } from '../../store/models/titles'
import { startModelId } from '../../store/training/trainingForm'
import type { AppState } from '../../store/types'
import { useApp } from '../parts/appContext'
import { megabytes, millions } from '../parts/format'
import { architectureName } from '../parts/models/names'
import { OpenModel } from '../parts/models/OpenModel'
import { useZooManifests } from '../parts/models/useZooManifests'
import { useTraining, useTrainingActions } from './useTraining'

/** The model to start from, which may be one trained here, and its activation. */
export function StartModelControls() {
  const zoo = useApp((state) => state.zoo)
  const chosen = useApp(startModelId)
  const activation = useTraining((training) => training.form.activation)
  const offered = useTraining((training) => training.offered)
  const missing = useTraining((training) => training.missingModels[0])
  const { setTraining } = useTrainingActions()
  const known = useZooManifests()
  const manifestOf = (id: string) => known.find((manifest) => manifest.id === id)
  const manifest = chosen === null ? undefined : manifestOf(chosen)
  const own = manifest?.architecture.activation
  return (
    <section className="group">
      <h2 id="start-model">Model to start from</h2>
      <select
        className="wide-select"
        aria-labelledby="start-model"
        value={missing === undefined ? (chosen ?? '') : ''}
        data-testid="start-model"
        onChange={(event) => setTraining({ modelId: event.target.value })}
      >
        {missing !== undefined && (
          <option value="" disabled>
            {missing.name}, which the page does not have
          </option>
        )}
        {groupByData(zoo, manifestOf).map(([data, ids]) => (
          <optgroup key={data} label={data}>
            {ids.map((id) => (
              <option key={id} value={id}>
                {optionName(manifestOf(id), id)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {manifest && missing === undefined && (
        <p className="hint">
          {architectureName(manifest)}, {millions(manifest.weights.parameters)} parameters,{' '}
          {megabytes(manifest.weights.bytes)}
        </p>
      )}
      <OpenModel />
      {typeof own === 'string' && offered !== null && (
        <label className="field">
          <span>Activation</span>
          <select
            value={activation ?? ''}
            data-testid="activation"
            onChange={(event) => setTraining({ activation: event.target.value || null })}
          >
            <option value="">{activationName(own)} (unchanged)</option>
            {offered.activations
              .filter((name) => name !== own)
              .map((name) => (
                <option key={name} value={name}>
                  {activationName(name)}
                </option>
              ))}
          </select>
        </label>
      )}
    </section>
  )
}

const optionName = (manifest: Manifest | undefined, id: string) =>
  manifest === undefined ? id : `${manifest.name}, ${architectureName(manifest)}`

/** Ids grouped by their models' data sets; models whose manifests are not read yet come last. */
function groupByData(
  zoo: AppState['zoo'],
  manifestOf: (id: string) => Manifest | undefined,
): readonly (readonly [data: string, ids: readonly string[]])[] {
  const groups = new Map<string, string[]>()
  const unread: string[] = []
  for (const { id } of zoo) {
    const data = manifestOf(id)?.data
    if (data === undefined) unread.push(id)
    else groups.set(data, [...(groups.get(data) ?? []), id])
  }
  return unread.length > 0 ? [...groups, ['not read yet', unread]] : [...groups]
}
