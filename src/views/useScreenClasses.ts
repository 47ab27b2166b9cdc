import { useApp } from './parts/appContext'
import { LOW, NARROW, useMedia } from './parts/layout/useMedia'

/** Classes of the whole page: whether it is presented, and whether its rows are low. A phone has a layout of its own. */
export function useScreenClasses(): string {
  const isPresenting = useApp((state) => state.isPresenting)
  const isNarrow = useMedia(NARROW)
  const isLow = useMedia(LOW)
  if (isNarrow) return ''
  return [isPresenting && 'is-presenting', (isPresenting || isLow) && 'is-compact'].filter(Boolean).join(' ')
}
