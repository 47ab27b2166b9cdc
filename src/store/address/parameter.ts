/** @file What a parameter of the page's address is: a part of the state, and how its value is written and read. */
import type { AppState } from '../types'

/** How a value is written; `read` answers undefined to a text that means none. */
export interface TextForm<Value> {
  readonly write: (value: Value, state: AppState) => string
  readonly read: (text: string, state: AppState) => Value | undefined
}

/** What a change of a parameter is in the browser's history. */
export interface HistoryRule {
  /**
   * 'each': every change is an entry. 'gesture': changes that follow one another closely, as those of a dragged slider,
   * are one. 'none': the entry that is shown is changed.
   */
  readonly entry: 'each' | 'gesture' | 'none'
  /** Whether Back and Forward bring its value back; a form that is filled in stays as it is. */
  readonly isRestored: boolean
}

export const ENTRY: HistoryRule = { entry: 'each', isRestored: true }
export const GESTURE: HistoryRule = { entry: 'gesture', isRestored: true }
/** Belongs to what an entry shows, and makes none by itself. */
export const DETAIL: HistoryRule = { entry: 'none', isRestored: true }
export const KEPT: HistoryRule = { entry: 'none', isRestored: false }

interface ParameterDefinition<Value> {
  /** Its name in the address. */
  readonly key: string
  /** Its name in notices; the key unless given. */
  readonly label?: string
  readonly history: HistoryRule
  readonly text: TextForm<Value>
  /** What the page shows. */
  readonly current: (state: AppState) => Value
  /** What the page shows if the address does not say; it is not written. */
  readonly usual: (state: AppState) => Value
  /** The state with this value. What has to be loaded for it follows from the state. */
  readonly withValue: (state: AppState, value: Value) => AppState
  /** What of a text could not be followed although a value was read of it, in one sentence. */
  readonly problem?: (text: string, state: AppState) => string | null
  /** Whether it can be read yet, as what the engine offers is known only once it runs. Until then its text is kept. */
  readonly isKnown?: (state: AppState) => boolean
  /** Whether its value is final; until then the address keeps what it has. */
  readonly isSettled?: (state: AppState) => boolean
}

export interface AddressParameter {
  readonly key: string
  readonly label: string
  readonly history: HistoryRule
  readonly isKnown: (state: AppState) => boolean
  readonly isSettled: (state: AppState) => boolean
  /** null where the value is the usual one. */
  readonly write: (state: AppState) => string | null
  /** The state with the value of this text, or with the usual one where there is no text or it means nothing. */
  readonly read: (text: string | null, state: AppState) => Reading
}

export interface Reading {
  readonly state: AppState
  /** What could not be followed: words such as “eps “abc””, or a whole sentence of the parameter's own. */
  readonly unknown: string | null
  readonly problem: string | null
}

/** How much of a text is told: an address may hold anything. */
const NAMED_CHARACTERS = 40

export function defineParameter<Value>(definition: ParameterDefinition<Value>): AddressParameter {
  const { key, label = key, history, text, current, usual, withValue, problem } = definition
  const always = () => true
  const { isKnown = always, isSettled = isKnown } = definition
  return {
    key,
    label,
    history,
    isKnown,
    isSettled,
    write(state) {
      const written = text.write(current(state), state)
      return written === text.write(usual(state), state) ? null : written
    },
    read(given, state) {
      const value = given === null ? undefined : text.read(given, state)
      const told = given === null ? null : (problem?.(given, state) ?? null)
      const isUnknown = given !== null && value === undefined && told === null
      return {
        state: withValue(state, value === undefined ? usual(state) : value),
        unknown: isUnknown ? `${label} “${given.slice(0, NAMED_CHARACTERS)}”` : null,
        problem: told,
      }
    },
  }
}
