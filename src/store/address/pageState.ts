/** @file The page's state as plain data: what an address, an image file or a figure carries, and how it is read again. */
import { seen } from '../../quote'
import type { AppState } from '../types'
import type { AddressParameter } from './parameter'

/** The texts of all parameters that are not as usual. */
export type AddressTexts = Readonly<Record<string, string>>

/** What exports embed. */
export interface PageState {
  readonly format: 'gradlens-page-state'
  readonly formatVersion: 1
  readonly parameters: AddressTexts
}

export interface ReadPage {
  readonly state: AppState
  /** Texts of parameters that cannot be read yet. */
  readonly pending: AddressTexts
  /** What could not be followed, in the order of the parameters. */
  readonly unknown: readonly string[]
  readonly problems: readonly string[]
}

/**
 * The texts of a state.
 *
 * @param before what is kept of a parameter whose value is not final yet
 */
export function writeTexts(
  parameters: readonly AddressParameter[],
  state: AppState,
  before: AddressTexts = {},
): AddressTexts {
  const texts: Record<string, string> = {}
  for (const { key, isSettled, write } of parameters) {
    const text = isSettled(state) ? write(state) : (before[key] ?? null)
    if (text !== null) texts[key] = text
  }
  return texts
}

/** The state with all parameters as these texts have them, and as usual where there is none. */
export function readTexts(parameters: readonly AddressParameter[], state: AppState, texts: AddressTexts): ReadPage {
  const pending: Record<string, string> = {}
  const unknown: string[] = []
  const problems: string[] = []
  let next = state
  for (const { key, isKnown, read } of parameters) {
    const text = Object.hasOwn(texts, key) ? (texts[key] as string) : null
    if (!isKnown(next)) {
      if (text !== null) pending[key] = text
      continue
    }
    const reading = read(text, next)
    next = reading.state
    if (reading.unknown !== null) unknown.push(reading.unknown)
    if (reading.problem !== null) problems.push(reading.problem)
  }
  return { state: next, pending, unknown, problems }
}

/** How many parts of an address are named that could not be followed. */
const NAMED = 5

/** One notice of all that could not be followed, or null. */
export function noticeOf({ unknown, problems }: Pick<ReadPage, 'unknown' | 'problems'>): string | null {
  const rest = unknown.length - NAMED
  const parts = rest > 0 ? [...unknown.slice(0, NAMED), `${rest.toLocaleString('en')} more`] : unknown
  const names = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0]
  const sentence =
    names === undefined
      ? []
      : [
          `The address has ${names}, which this version of the page does not know; check the settings, or reload the page.`,
        ]
  const all = [...problems, ...sentence]
  return all.length > 0 ? seen(all.join(' ')) : null
}
