import { useRef } from 'react'
import type { GeometryResults } from '../../store/geometry/geometry'
import type { AppState } from '../../store/types'
import { useApp, useAppState } from '../parts/appContext'
import { type GeometryOfModel, geometryOf } from './geometryFigures'

/** What figures make of a state; made anew only where the models' results change, not while progress alone does. */
export function useGeometry<Made>(
  ids: readonly (keyof GeometryResults)[],
  make: (state: AppState) => Made,
): { readonly made: Made; readonly models: readonly GeometryOfModel<keyof GeometryResults>[] } {
  const { form } = useApp(({ geometry }) => geometry)
  const attack = useApp((state) => state.attack)
  const columns = useApp((state) => state.models)
  // The latter change with what belongs to the image on screen.
  useApp((state) => state.results)
  useApp((state) => state.image)
  useApp((state) => state.label)
  const state = useAppState()()
  const models = ids.flatMap((id) => geometryOf(state, id))
  const shown = models.flatMap(({ id, name, color, computed, isStale }) => [id, name, color, computed.value, isStale])
  const last = useRef<{ readonly parts: readonly unknown[]; readonly made: Made } | null>(null)
  const parts = [form, attack, columns, make, ...shown]
  const isSame =
    last.current?.parts.length === parts.length && parts.every((part, i) => part === last.current?.parts[i])
  if (!isSame) last.current = { parts, made: make(state) }
  return { made: (last.current as { readonly made: Made }).made, models }
}
