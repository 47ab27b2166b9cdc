import type { ComponentType } from 'react'
import type { CommandGroup } from './commands/command'

/** A view of the page. Adding one is one folder, whose `view.ts` exports it, and one line in the registry. */
export interface View {
  /** In the address, as `?view=`. */
  readonly id: string
  /** In the menu. */
  readonly title: string
  /** Whether it is opened from the Help menu instead of the menu of views. */
  readonly isHelp?: boolean
  /** What can be set, beside the content, or below it on a phone. */
  readonly Settings?: ComponentType
  readonly Content: ComponentType
  /** What can be done while it is open, beside what every view has. */
  readonly commands?: readonly CommandGroup[]
}
