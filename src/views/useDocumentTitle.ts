import { useEffect } from 'react'
import type { AppState } from '../store/types'
import { DIALOGS } from './dialogs'
import { useApp } from './parts/appContext'
import { knownManifest } from './parts/models/useZooManifests'
import { findView } from './registry'

const PAGE = 'Gradlens'

/** What is on screen, the most particular first: a tab's title is cut off at its end. */
export function titleOf(state: AppState): string {
  const { cardId, dialog, opening, view } = state
  const parts = [findView(view).title, PAGE]
  const opened = DIALOGS.find(({ id }) => id === dialog)
  if (opened !== undefined) parts.unshift(opened.title)
  if (cardId !== null) parts.unshift(knownManifest(state, cardId)?.name ?? cardId)
  if (opening !== null) parts.unshift('Open a model')
  return parts.join(' · ')
}

/** Keeps the tab's title, and so the name of its history entries, in step with what is shown. */
export function useDocumentTitle(): void {
  const title = useApp(titleOf)
  useEffect(() => {
    document.title = title
  }, [title])
}
