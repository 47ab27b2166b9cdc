import { useCallback, useSyncExternalStore } from 'react'

/** Where the style sheets turn the settings into a sheet at the bottom. */
export const NARROW = '(max-width: 760px)'

/** As a beamer's 720 pixels, or a laptop's that the browser takes some of. */
export const LOW = '(max-height: 800px)'

/** Whether a media query holds, now and whenever that changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  )
}
