import { useId, useState } from 'react'
import { classListsOf } from '../../../classes/lists/registry'
import { countOf } from '../../../countOf'
import { SelectField } from './SelectField'

interface ClassesFieldProps {
  readonly classes: readonly string[]
  readonly onChange: (classes: readonly string[]) => void
}

/** The names of the model's classes: a well-known list of this length, or one name a line. */
export function ClassesField({ classes, onChange }: ClassesFieldProps) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const [listId, setListId] = useState('own')
  const lists = classListsOf(classes.length)
  const text = draft ?? classes.join('\n')
  const names = namesIn(text)
  const isWrong = names.length !== classes.length
  return (
    <>
      {lists.length > 0 && (
        <SelectField
          label={`${countOf(classes.length, 'class')} of`}
          value={listId}
          options={[['own', 'the list below'], ...lists.map((list) => [list.id, list.name] as const)]}
          onChange={(chosen) => {
            setListId(chosen)
            void lists
              .find((list) => list.id === chosen)
              ?.load()
              .then((loaded) => {
                setDraft(null)
                onChange(loaded)
              })
          }}
        />
      )}
      <div className="field is-tall">
        <label htmlFor={id}>Class names, one a line</label>
        <textarea
          id={id}
          rows={Math.min(6, classes.length)}
          spellCheck={false}
          value={text}
          aria-invalid={isWrong}
          onChange={(event) => {
            setListId('own')
            setDraft(event.target.value)
            const next = namesIn(event.target.value)
            if (next.length === classes.length) onChange(next)
          }}
        />
        {isWrong && (
          <span className="field-error" role="alert">
            There {names.length === 1 ? 'is' : 'are'} {countOf(names.length, 'name')} where the model has{' '}
            {countOf(classes.length, 'class')}.
          </span>
        )}
      </div>
    </>
  )
}

const namesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
