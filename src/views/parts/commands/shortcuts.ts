/** @file Which key presses a shortcut means, and how it is written. */

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>

const MOD = 'mod+'

export const isSingleKey = (shortcut: string): boolean => !shortcut.startsWith(MOD)

export function isPressed(shortcut: string, { key, ctrlKey, metaKey, altKey, isComposing }: KeyPress): boolean {
  if (isComposing) return false
  if (!isSingleKey(shortcut)) return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === shortcut.slice(MOD.length)
  // Some layouts need Shift, or AltGr, for a sign; Ctrl and ⌘ alone are the browser's.
  return key === shortcut && !metaKey && ctrlKey === altKey
}

/** "⌘K" or "Ctrl+K"; "N" for "n". */
export function shortcutText(shortcut: string, isMac: boolean): string {
  const key = shortcut.replace(MOD, '').toUpperCase()
  if (isSingleKey(shortcut)) return key
  return isMac ? `⌘${key}` : `Ctrl+${key}`
}

/** As `aria-keyshortcuts` has it. */
export const ariaShortcut = (shortcut: string): string =>
  isSingleKey(shortcut) ? shortcut : `Control+${shortcut.slice(MOD.length)} Meta+${shortcut.slice(MOD.length)}`

export const isOnMac = (): boolean => /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

/** Fields in which keys are typed, or choose. */
const TYPED_IN =
  'input:not([type=range],[type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable]'

export const isTypedIn = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(TYPED_IN) !== null
