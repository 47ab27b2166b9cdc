import { createContext, useContext } from 'react'
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

export const useActions = (): Actions => useAppContext().actions
