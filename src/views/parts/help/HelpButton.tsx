import { useId, useRef, useState } from 'react'
import { lazyPart } from '../lazyPart'
import type { Explained } from './types'

const HelpContent = lazyPart(async () => (await import('./HelpContent')).HelpContent)

interface HelpButtonProps {
  /** What it explains, such as "Loss gradient". */
  readonly about: string
  readonly items: readonly Explained[]
}

/** Opens a few sentences on what stands beside it; closed by Escape, a press outside, or the same button. */
export function HelpButton({ about, items }: HelpButtonProps) {
  const id = useId()
  const popover = useRef<HTMLElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button type="button" className="help-button" popoverTarget={id} aria-label={`Explain: ${about}`} title="Explain">
        <span aria-hidden="true">?</span>
      </button>
      <section
        ref={popover}
        id={id}
        className="help-popover"
        popover="auto"
        aria-label={about}
        onToggle={(event) => setIsOpen(event.newState === 'open')}
      >
        {isOpen && <HelpContent items={items} onLeave={() => popover.current?.hidePopover()} />}
      </section>
    </>
  )
}
