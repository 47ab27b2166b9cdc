import { type InputHTMLAttributes, type ReactNode, useContext, useEffect, useId, useRef } from 'react'
import { useStore } from 'zustand'
import type { Parsed } from '../../../store/fields/number'
import { FieldsContext, useFieldKey } from './FieldGroup'

interface TextFieldProps<Value> {
  /** Unique within its group. */
  readonly name: string
  readonly label: ReactNode
  /** Shown behind the field and part of its accessible name, such as "steps". */
  readonly unit?: ReactNode
  /** A remark behind the field, such as "at most". */
  readonly note?: string
  readonly className?: string
  /** The text of the current value. */
  readonly text: string
  readonly parse: (typed: string) => Parsed<Value>
  /** How `text` is made from the value. */
  readonly write: (value: Value) => string
  readonly onChange: (value: Value) => void
  /** For fields that take effect at once: which value is used while the text is invalid. */
  readonly meanwhile?: string | undefined
  readonly disabled?: boolean
  /** The text after an arrow key, or null if there is none. */
  readonly step?: (typed: string, direction: 1 | -1) => string | null
  readonly input?: InputHTMLAttributes<HTMLInputElement> & { readonly 'data-testid'?: string | undefined }
}

const DIRECTIONS: Readonly<Record<string, 1 | -1 | undefined>> = { ArrowUp: 1, ArrowDown: -1 }

/**
 * A field that keeps invalid text when it loses the focus. Valid text takes effect at once; invalid text is marked,
 * explained in one sentence, and blocks every run that needs the field.
 */
export function TextField<Value>(props: TextFieldProps<Value>) {
  const { label, unit, note, className = '', text, parse, write, onChange, disabled = false, step, input } = props
  const id = useId()
  const key = useFieldKey(props.name)
  const registry = useContext(FieldsContext)
  const draft = useStore(registry.drafts, (drafts) => drafts[key])
  const typed = draft !== undefined && draft.over === text && !disabled ? draft.text : null
  const refusal = typed === null ? null : parse(typed).problem
  const problem = refusal === null || props.meanwhile === undefined ? refusal : `${refusal} ${props.meanwhile}`
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
          // Valid text is rewritten in its canonical form.
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
