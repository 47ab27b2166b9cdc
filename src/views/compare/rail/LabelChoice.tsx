import { useMemo } from 'react'
import { explainLabel, groupLabels, type LabelGroup } from '../../../store/compare/labelChoice'
import { readyManifests } from '../../../store/compare/questions'
import { useActions, useApp } from '../../parts/appContext'
import { distinctNames } from '../../parts/models/names'

/** The class that the loss is computed for and that an untargeted attack moves away from. */
export function LabelChoice() {
  const label = useApp((state) => state.label)
  const models = useApp((state) => state.models)
  const manifests = useMemo(() => readyManifests(models), [models])
  const groups = useMemo(() => groupLabels(manifests), [manifests])
  const { chooseLabel } = useActions()
  const names = distinctNames(manifests)
  const explanation = explainLabel(
    manifests.map(({ data, classes }, i) => ({ name: names[i] ?? '', data, classes })),
    label,
  )
  const isOffered = label === null || groups.some(({ names }) => names.includes(label))
  return (
    <>
      <label className="field">
        <span>Label</span>
        <select
          value={label ?? ''}
          disabled={groups.length === 0}
          data-testid="label"
          onChange={(event) => chooseLabel(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">each model’s prediction</option>
          {!isOffered && <option value={label}>{label}</option>}
          {groups.length === 1 && groups[0] ? <Options group={groups[0]} /> : groups.map(toOptionGroup)}
        </select>
      </label>
      {explanation && (
        <p className="hint" data-testid="label-explanation">
          {explanation}
        </p>
      )}
    </>
  )
}

const Options = ({ group }: { readonly group: LabelGroup }) =>
  group.names.map((name) => <option key={name}>{name}</option>)

const toOptionGroup = (group: LabelGroup) => (
  <optgroup key={group.title} label={group.title}>
    <Options group={group} />
  </optgroup>
)
