import { useCallback } from 'react'
import { useAppState } from '../appContext'
import { type ExportedFrom, exportedFrom } from './exportedFrom'
import { pageLink } from './pageLink'

/** Where an export comes from, at the time of the call. */
export function useExportedFrom(): () => ExportedFrom {
  const stateNow = useAppState()
  return useCallback(() => exportedFrom(stateNow(), pageLink()), [stateNow])
}
