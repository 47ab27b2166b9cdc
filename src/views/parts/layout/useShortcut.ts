import { useEffect } from 'react'

/** What takes letters itself. */
const TYPED_IN = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable]'

/** Calls back when a letter is pressed alone, unless it is typed somewhere or a dialog is open. */
export function useShortcut(letter: string, onPress: () => void): void {
  useEffect(() => {
    const press = ({ key, ctrlKey, metaKey, altKey, target, repeat }: KeyboardEvent) => {
      if (key.toLowerCase() !== letter || ctrlKey || metaKey || altKey || repeat) return
      if (target instanceof Element && target.closest(TYPED_IN) !== null) return
      if (document.querySelector('dialog[open]') === null) onPress()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [letter, onPress])
}
