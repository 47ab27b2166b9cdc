import { HelpButton } from './HelpButton'
import type { Explained } from './types'

interface HelpHeadingProps {
  readonly level?: 'h2' | 'h3'
  readonly id?: string
  readonly title: string
  /** What is explained beside it. */
  readonly items: readonly Explained[]
}

/** A heading with a "?" that explains the terms below it. */
export function HelpHeading({ level: Heading = 'h2', id, title, items }: HelpHeadingProps) {
  return (
    <div className="with-help">
      <Heading {...(id && { id })}>{title}</Heading>
      <HelpButton about={title} items={items} />
    </div>
  )
}
