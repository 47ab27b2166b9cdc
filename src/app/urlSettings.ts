import { BACKEND_NAMES, type BackendName } from '../engine/backend/types'

/** `?backend=` forces a backend; anything else leaves the choice to the engine. */
export function readBackendFromUrl(search: string): BackendName | 'auto' {
  const wanted = new URLSearchParams(search).get('backend')
  return BACKEND_NAMES.find((name) => name === wanted) ?? 'auto'
}
