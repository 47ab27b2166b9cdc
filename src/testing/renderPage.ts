/** @file What the page shows in a state of the store, as HTML: without a browser, and without what follows the first rendering. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { createStore } from 'zustand/vanilla'
import type { Actions } from '../app/actions'
import type { AppState } from '../store/types'
import { App } from '../views/App'
import { AppContext } from '../views/parts/appContext'
import { FieldsContext } from '../views/parts/fields/FieldGroup'
import { FieldRegistry } from '../views/parts/fields/fieldRegistry'
import { loadParts } from '../views/parts/lazyPart'

// A server's rendering does not wait for what is loaded.
await loadParts()

/** @param fields with what is typed in them */
export function renderPage(state: AppState, actions: Actions, fields = new FieldRegistry()): string {
  const before = globalThis.matchMedia
  globalThis.matchMedia = (() => ({ matches: false })) as unknown as typeof matchMedia
  try {
    // On a server React takes the store's first state, whatever has become of it.
    const store = createStore<AppState>(() => state)
    const page = createElement(FieldsContext, { value: fields }, createElement(App))
    return renderToStaticMarkup(createElement(AppContext, { value: { store, actions } }, page))
  } finally {
    globalThis.matchMedia = before
  }
}

/** The text of a page's HTML, of one part where its test id is given. */
export const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
