import { useMemo, useState } from 'react'
import type { AppState } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import type { MapContent } from '../../parts/exports/content'
import { mapIn } from './rowMaps'

interface KnownMap {
  readonly map: MapContent | null
  /** Whether it belongs to the present settings. */
  readonly isCurrent: boolean
}

/** A row's map of a model, or the last one until that of the present settings is computed. */
export function useMap(rowId: string, id: string): KnownMap {
  const state = useApp((all) => all)
  const { results, display, attack, image, label, models, edges } = state
  const current = useMemo(
    () => mapIn({ results, display, attack, image, label, models, edges } as AppState, rowId, id),
    [results, display, attack, image, label, models, edges, rowId, id],
  )
  const key = `${rowId} ${id}`
  const [last, setLast] = useState({ key, map: current })
  if (current !== null && last.map !== current) setLast({ key, map: current })
  return { map: current ?? (last.key === key ? last.map : null), isCurrent: current !== null }
}
