import { useMemo } from 'react'
import type { Goal } from '../../../engine/attacks/types'
import { offeredTargets } from '../../../store/compare/targetChoice'
import { useActions, useApp } from '../../parts/appContext'

/** The goal of attacks that can be targeted: any class other than the label, or a given one that the model does not predict yet. */
export function TargetChoice({ goals }: { readonly goals: readonly Goal[] }) {
  const target = useApp((state) => state.attack.target)
  const models = useApp((state) => state.models)
  const results = useApp((state) => state.results)
  const image = useApp((state) => state.image)
  const label = useApp((state) => state.label)
  const names = useMemo(() => offeredTargets({ models, results, image, label }), [models, results, image, label])
  const { setAttack } = useActions()
  if (!goals.includes('targeted')) return null
  return (
    <label className="field">
      <span>Target</span>
      <select
        value={target ?? ''}
        data-testid="target"
        onChange={(event) => setAttack({ target: event.target.value === '' ? null : event.target.value })}
      >
        <option value="">any other class</option>
        {target !== null && !names.includes(target) && <option value={target}>{target}: no attack needed</option>}
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}
