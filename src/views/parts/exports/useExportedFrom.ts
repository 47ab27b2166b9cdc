import { useCallback } from 'react'
import { useActions, useAppState } from '../appContext'
import { type ExportedFrom, exportedFrom, withoutDialog } from './exportedFrom'

/** Where an export comes from, at the time of the call. */
export function useExportedFrom(): () => ExportedFrom {
  const stateNow = useAppState()
  const { currentLink } = useActions()
  return useCallback(() => exportedFrom(stateNow(), withoutDialog(currentLink())), [stateNow, currentLink])
}
