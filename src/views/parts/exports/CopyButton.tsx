import { useState } from 'react'
import { writeClipboard } from './writeClipboard'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, for screen readers. */
  readonly name: string
}

/** Copies a text, and says whether it did. */
export function CopyButton({ text, name }: CopyButtonProps) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'denied'>('no')
  const copy = () =>
    writeClipboard({ 'text/plain': text }).then(
      () => setCopied('yes'),
      () => setCopied('denied'),
    )
  return (
    <span className="copy">
      <span role="status" className="muted">
        {copied === 'yes' && 'Copied'}
        {copied === 'denied' && 'The browser denies its clipboard; select the text and copy it.'}
      </span>
      <button type="button" className="button" onClick={() => void copy()}>
        Copy<span className="visually-hidden"> {name}</span>
      </button>
    </span>
  )
}
