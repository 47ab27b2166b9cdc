/** @file The texts of parameters in an address, beside what else is in it. */

import { countOf } from '../../countOf'
import { BACKEND_NAMES, type BackendName } from '../../engine/backend/types'
import type { AddressTexts } from '../../store/address/pageState'

/** What the page reads elsewhere, and what others add to addresses that they pass on. */
const OTHERS = /^(backend|gallery|utm_\w+|fbclid|gclid|__\w+)$/

/** Characters: those that this page writes have some thousand. Each change of a longer one would take a second. */
export const MAX_ADDRESS_LENGTH = 65_536

const isTooLong = (href: string): boolean => href.length > MAX_ADDRESS_LENGTH

/** None where the address is too long to be read. */
export function textsIn(href: string): AddressTexts {
  return isTooLong(href) ? {} : Object.fromEntries(new URL(href).searchParams)
}

/** Why an address is not read at all, in one sentence; null where it is. */
export function addressProblem(href: string): string | null {
  if (!isTooLong(href)) return null
  const most = MAX_ADDRESS_LENGTH.toLocaleString('en')
  return `The address has ${countOf(href.length, 'character')} where this page reads ${most}, and is not followed; check the link where it came from.`
}

/** Keys that no parameter has, as a newer page may write them. */
export const unknownKeys = (texts: AddressTexts, known: readonly string[]): readonly string[] =>
  Object.keys(texts).filter((key) => !known.includes(key) && !OTHERS.test(key))

/** The address with these texts and no others of the known parameters; all else is as it was, unless it is too long. */
export function withTexts(href: string, texts: AddressTexts, known: readonly string[]): string {
  const url = new URL(isTooLong(href) ? href.replace(/[?#].*$/s, '') : href)
  for (const key of known) url.searchParams.delete(key)
  for (const [key, text] of Object.entries(texts)) url.searchParams.set(key, text)
  // These mean nothing in a query, and are easier to read than %2C.
  url.search = url.search.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%7E', '~').replaceAll('%2F', '/')
  return url.href
}

/** `?backend=` forces a backend; anything else leaves the choice to the engine. */
export function readBackend(href: string): BackendName | 'auto' {
  const wanted = new URL(href).searchParams.get('backend')
  return BACKEND_NAMES.find((name) => name === wanted) ?? 'auto'
}
