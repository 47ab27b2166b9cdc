/** @file The part of the page's state that its address keeps, so that it can be shared and survives a reload. */
import { countOf } from '../countOf'
import { BACKEND_NAMES, type BackendName } from '../engine/backend/types'
import type { AppStore } from '../store/appStore'
import { CHOICE_LIMITS } from '../store/models/modelChoice'
import { FIRST_VIEW, readViewId } from '../store/viewChoice'

/** `?backend=` forces a backend; anything else leaves the choice to the engine. */
export function readBackendFromUrl(search: string): BackendName | 'auto' {
  const wanted = new URLSearchParams(search).get('backend')
  return BACKEND_NAMES.find((name) => name === wanted) ?? 'auto'
}

/** Of `?view=`. */
export const readViewFromUrl = (search: string): string => readViewId(new URLSearchParams(search).get('view'))

export interface ModelsInUrl {
  /** Of `?models=id,id`, those that the page ships, in this order; empty where there is none. */
  readonly chosen: readonly string[]
  /** Of `?card=id`, or null. */
  readonly card: string | null
  /** Which parts of the address could not be followed, in one sentence, or null. */
  readonly notice: string | null
}

/** How many unknown ids are named, and how much of each: an address may hold anything. */
const NAMED_IDS = 3
const NAMED_CHARACTERS = 40

export function readModelsFromUrl(search: string, shipped: readonly string[]): ModelsInUrl {
  const parameters = new URLSearchParams(search)
  const asked = [...new Set((parameters.get('models') ?? '').split(',').filter((id) => id !== ''))]
  const card = parameters.get('card') || null
  const known = asked.filter((id) => shipped.includes(id))
  const isCardKnown = card === null || shipped.includes(card)
  const unknown = [...new Set(isCardKnown ? asked : [...asked, card])].filter((id) => !shipped.includes(id))
  return {
    chosen: known.slice(0, CHOICE_LIMITS.max),
    card: isCardKnown ? card : null,
    notice: noticeOf(unknown, known.length),
  }
}

function noticeOf(unknown: readonly string[], known: number): string | null {
  const parts: string[] = []
  if (unknown.length > 0) {
    const named = unknown.slice(0, NAMED_IDS).map((id) => `"${id.slice(0, NAMED_CHARACTERS)}"`)
    if (unknown.length > NAMED_IDS) named.push(`${unknown.length - NAMED_IDS} more`)
    const names = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named[0]
    parts.push(`names ${names}, ${unknown.length > 1 ? 'which are not models' : 'which is not a model'} of this page`)
  }
  if (known > CHOICE_LIMITS.max)
    parts.push(`asks for ${countOf(known, 'model')}, of which the first ${CHOICE_LIMITS.max} are shown`)
  return parts.length > 0 ? `The address ${parts.join(', and ')}; choose others under Models.` : null
}

/** An address with the view, the open card and, unless null, the choice of models in it, and all else as it was. */
export function withModelsInUrl(
  href: string,
  chosen: readonly string[] | null,
  card: string | null,
  view: string = FIRST_VIEW,
): string {
  const url = new URL(href)
  if (view === FIRST_VIEW) url.searchParams.delete('view')
  else url.searchParams.set('view', view)
  if (chosen !== null) url.searchParams.set('models', chosen.join(','))
  if (card === null) url.searchParams.delete('card')
  else url.searchParams.set('card', card)
  // Ids hold nothing that needs escaping, and commas are easier to read than %2C.
  url.search = url.search.replaceAll('%2C', ',')
  return url.href
}

/** Keeps the address in step with the store. What was opened without a choice stays so until something is chosen. */
export function keepUrl(store: AppStore, getHref: () => string, replaceHref: (href: string) => void): void {
  // A model that was made in this tab is known nowhere else.
  const idsOf = ({ models, zoo }: ReturnType<AppStore['getState']>) =>
    models.map(({ id }) => id).filter((id) => !zoo.some((model) => model.id === id && model.isMadeHere))
  store.subscribe((state, before) => {
    const chosen = idsOf(state)
    const hasChosenAnew = chosen.join() !== idsOf(before).join()
    if (!hasChosenAnew && state.cardId === before.cardId && state.view === before.view) return
    replaceHref(withModelsInUrl(getHref(), hasChosenAnew ? chosen : null, state.cardId, state.view))
  })
}
