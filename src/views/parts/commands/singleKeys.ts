/** @file Whether single keys are shortcuts. They can be switched off, as speech input and shaky hands press them unasked. */
import { createStore } from 'zustand/vanilla'

const KEY = 'gradlens-single-keys'
const OFF = 'off'

function areOnAtFirst(): boolean {
  try {
    return globalThis.localStorage?.getItem(KEY) !== OFF
  } catch {
    return true
  }
}

export const singleKeys = createStore<{ readonly areOn: boolean }>(() => ({ areOn: areOnAtFirst() }))

export function setSingleKeys(areOn: boolean): void {
  singleKeys.setState({ areOn })
  try {
    localStorage.setItem(KEY, areOn ? 'on' : OFF)
  } catch {
    // Denied: it holds until the page is left.
  }
}
