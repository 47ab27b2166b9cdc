import { createContext, useContext, useEffect } from 'react'
import { useStore } from 'zustand'
import type { Actions } from '../../app/actions'
import type { AppStore } from '../../store/appStore'
import type { AppState } from '../../store/types'

interface AppContextValue {
  readonly store: AppStore
  readonly actions: Actions
}

export const AppContext = createContext<AppContextValue | null>(null)

function useAppContext(): AppContextValue {
  const value = useContext(AppContext)
  if (value === null) throw new Error('AppContext is missing; render views inside <AppContext>.')
  return value
}

export const useApp = <Part>(select: (state: AppState) => Part): Part => useStore(useAppContext().store, select)

/** The state at the time of the call, for what is written at a click. */
export const useAppState = (): (() => AppState) => useAppContext().store.getState

/** Calls `onChange`, which must stay the same function, after every change of the state. */
export function useChanges(onChange: (state: AppState, before: AppState) => void): void {
  const { store } = useAppContext()
  useEffect(() => store.subscribe(onChange), [store, onChange])
}

export const useActions = (): Actions => useAppContext().actions
