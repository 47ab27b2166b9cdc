/** @file What a person can ask the page to do: one definition for menus, palette, shortcuts and the list of shortcuts. */
import type { Actions } from '../../../app/actions'
import type { AppState } from '../../../store/types'

export interface CommandPage {
  readonly actions: Actions
  readonly state: () => AppState
}

export interface Command {
  readonly id: string
  /** As a verb with its object: "Copy link". */
  readonly name: string
  /** A key such as "n" or "?", or "mod+k" for ⌘K on a Mac and Ctrl+K elsewhere. */
  readonly shortcut?: string
  /** Whether it is done again while the key is held down. */
  readonly repeats?: boolean
  /** Other words under which the palette finds it. */
  readonly words?: string
  /** Always, unless given. */
  readonly isEnabled?: (state: AppState) => boolean
  /** What it returns is told: one sentence. */
  readonly perform: (page: CommandPage) => string | undefined | Promise<string | undefined>
}

/** Commands of one area of the page. */
export interface CommandGroup {
  readonly title: string
  /** Whether the palette lists them only once something is typed, as there are many. */
  readonly isOnlyFound?: boolean
  /** Those that exist in a state; whether each can be done now is its own matter. */
  readonly commandsIn: (state: AppState) => readonly Command[]
}

export const canPerform = ({ isEnabled = () => true }: Command, state: AppState): boolean => isEnabled(state)

/** For what says nothing. */
export const quietly =
  (act: (page: CommandPage) => unknown): Command['perform'] =>
  async (page) => {
    await act(page)
    return undefined
  }
