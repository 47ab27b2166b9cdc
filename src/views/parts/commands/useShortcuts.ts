import { useEffect } from 'react'
import type { AppState } from '../../../store/types'
import { useAppState } from '../appContext'
import { type Command, canPerform } from './command'
import { isPressed, isSingleKey, isTypedIn } from './shortcuts'
import { singleKeys } from './singleKeys'
import { usePerform } from './usePerform'

/** Performs the commands whose shortcuts are pressed: not while something is typed, and not behind a dialog. */
export function useShortcuts(commandsIn: (state: AppState) => readonly Command[]): void {
  const state = useAppState()
  const perform = usePerform()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTypedIn(event.target) || document.querySelector('dialog[open]')) return
      const now = state()
      const { areOn } = singleKeys.getState()
      const pressed = commandsIn(now).find(
        (command) =>
          command.shortcut !== undefined &&
          (areOn || !isSingleKey(command.shortcut)) &&
          (command.repeats || !event.repeat) &&
          isPressed(command.shortcut, event) &&
          canPerform(command, now),
      )
      if (pressed === undefined) return
      event.preventDefault()
      perform(pressed)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
