import { type InputHTMLAttributes, type ReactNode, useContext, useEffect, useId, useRef } from 'react'
import { useStore } from 'zustand'
import type { Parsed } from '../../../store/fields/number'
import { FieldsContext, useFieldKey } from './FieldGroup'

interface TextFieldProps<Value> {
  /** Tells the field from the others of its group. */
  readonly name: string
  readonly label: ReactNode
  /** Of the field's name, behind it, such as "steps". */
  readonly unit?: ReactNode
  /** What should be known of it besides, such as "at most". */
  readonly note?: string
  readonly className?: string
  /** The text of the current value. */
  readonly text: string
  readonly parse: (typed: string) => Parsed<Value>
  /** As `text` is made of the value. */
  readonly write: (value: Value) => string
  readonly onChange: (value: Value) => void
  /** Where results follow the field at once: what they are of while it can not be read. */
  readonly meanwhile?: string | undefined
  readonly disabled?: boolean
  /** What the arrow keys make of what is typed, or null. */
  readonly step?: (typed: string, direction: 1 | -1) => string | null
  readonly input?: InputHTMLAttributes<HTMLInputElement> & { readonly 'data-testid'?: string | undefined }
}

const DIRECTIONS: Readonly<Record<string, 1 | -1 | undefined>> = { ArrowUp: 1, ArrowDown: -1 }

/**
 * A field that keeps the text typed in it when it loses the focus. Readable text takes effect at once; other text is
 * explained in one sentence, marked as invalid, and blocks every run that needs the field.
 */
export function TextField<Value>(props: TextFieldProps<Value>) {
  const { label, unit, note, className = '', text, parse, write, onChange, disabled = false, step, input } = props
  const id = useId()
  const key = useFieldKey(props.name)
  const registry = useContext(FieldsContext)
  const draft = useStore(registry.drafts, (drafts) => drafts[key])
  const typed = draft !== undefined && draft.over === text && !disabled ? draft.text : null
  const told = typed === null ? null : parse(typed).problem
  const problem = told === null || props.meanwhile === undefined ? told : `${told} ${props.meanwhile}`
  const element = useRef<HTMLInputElement>(null)
  const isVoid = draft !== undefined && draft.over !== text

  useEffect(() => {
    if (isVoid) registry.forget(key)
  }, [isVoid, registry, key])
  useEffect(
    () => (element.current === null ? undefined : registry.mount(key, { element: element.current, problem })),
    [registry, key, problem],
  )

  function type(next: string): void {
    const { value } = parse(next)
    registry.setDraft(key, { text: next, over: value === null ? text : write(value) })
    if (value !== null) onChange(value)
  }

  return (
    <div className={`field ${className}`}>
      <label id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
      <span className="field-input">
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...input}
          id={id}
          ref={element}
          value={typed ?? text}
          disabled={disabled}
          aria-labelledby={unit ? `${id}-label ${id}-unit` : `${id}-label`}
          aria-invalid={problem !== null}
          aria-describedby={[note && `${id}-note`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined}
          onChange={(event) => type(event.target.value)}
          // What can be read is written as it was understood.
          onBlur={() => problem === null && registry.forget(key)}
          onKeyDown={(event) => {
            const direction = DIRECTIONS[event.key]
            if (direction === undefined || step === undefined) return
            event.preventDefault()
            const next = step(typed ?? text, direction)
            if (next !== null) type(next)
          }}
        />
        {unit && (
          <span className="unit" id={`${id}-unit`}>
            {unit}
          </span>
        )}
        {note && (
          <span className="unit" id={`${id}-note`}>
            {note}
          </span>
        )}
      </span>
      {problem !== null && (
        <span className="field-error" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </div>
  )
}
