import { useMemo } from 'react'
import type { Goal } from '../../engine/attacks/types'
import { groupLabels } from '../../store/labelChoice'
import { readyManifests } from '../../store/questions'
import { useActions, useApp } from '../appContext'

/** The class that the attack leads to, where it has such a form: any other than the label, or a certain one. */
export function TargetChoice({ goals }: { readonly goals: readonly Goal[] }) {
  const target = useApp((state) => state.attack.target)
  const models = useApp((state) => state.models)
  const names = useMemo(() => groupLabels(readyManifests(models)).flatMap((group) => group.names), [models])
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
        {target !== null && !names.includes(target) && <option>{target}</option>}
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}
