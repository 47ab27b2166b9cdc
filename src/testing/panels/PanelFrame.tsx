import type { ReactNode } from 'react'
import type { Actions } from '../../app/actions'
import { createAppStore } from '../../store/appStore'
import type { AppState } from '../../store/types'
import { AppContext } from '../../views/parts/appContext'

/** On fixed data a press does nothing. */
const NO_ACTIONS = new Proxy({}, { get: () => () => {} }) as Actions

interface PanelFrameProps {
  /** What of the store is not as at the start. */
  readonly state?: Partial<AppState>
  readonly children: ReactNode
}

/** What panels take from the page, without an engine. */
export function PanelFrame({ state = {}, children }: PanelFrameProps) {
  const first: AppState = { ...createAppStore().getState(), ...state }
  const store = { ...createAppStore(), getState: () => first, getInitialState: () => first }
  return <AppContext value={{ store, actions: NO_ACTIONS }}>{children}</AppContext>
}
