import type { ReactNode } from 'react'

/** A piece of a view on fixed data: one file, and one line in the registry. */
export interface Panel {
  /** Its heading, and what a test asks for it by. */
  readonly title: string
  readonly content: ReactNode
}
