import { useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { lazyPart } from '../lazyPart'

const HelpContent = lazyPart(async () => (await import('./HelpContent')).HelpContent)

interface InlineTermProps {
  /** As the glossary has it. */
  readonly name: string
  /** As the sentence has it, if otherwise. */
  readonly children?: string
}

/** A term within a sentence, which says what it means when it is pressed. */
export function InlineTerm({ name, children = name }: InlineTermProps) {
  const id = useId()
  const popover = useRef<HTMLElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const content = (
    <section
      ref={popover}
      id={id}
      className="help-popover"
      popover="auto"
      aria-label={children}
      onToggle={(event) => setIsOpen(event.newState === 'open')}
    >
      {isOpen && <HelpContent items={[name]} onLeave={() => popover.current?.hidePopover()} />}
    </section>
  )
  return (
    <>
      <button type="button" className="inline-term" popoverTarget={id}>
        {children}
      </button>
      {/* A paragraph can not hold what it consists of. */}
      {typeof document !== 'undefined' && createPortal(content, document.body)}
    </>
  )
}
