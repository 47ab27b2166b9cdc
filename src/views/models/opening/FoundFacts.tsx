import { countOf } from '../../../countOf'
import type { FoundModel, ModelAnswers } from '../../../engine/checkpoints/found/types'
import { gradientMemory, mayOutgrow, weightsMemory } from '../../../store/models/opening'
import { Facts } from '../../parts/Facts'

interface FoundFactsProps {
  readonly found: FoundModel
  readonly answers: ModelAnswers
}

/** What the file says by itself, and what in it was left out. */
export function FoundFacts({ found, answers }: FoundFactsProps) {
  const set = found.sets[answers.set]
  const notes = [...found.notes, ...(set?.notes ?? [])]
  return (
    <section>
      <Facts
        facts={[
          ['file', found.format],
          ['from', found.origin?.place],
          ['licence', found.origin && (found.origin.licence ?? 'not told')],
          ['architecture', set?.recognised?.title],
          ['parameters', set && `${set.parameters.toLocaleString('en')} (${megabytes(set.bytes)} in the file)`],
          ['memory', set && memoryWords(set.parameters, answers.size)],
          ['published with it', found.published.length > 0 ? publishedWords(found) : null],
        ]}
      />
      {notes.length > 0 && (
        <details className="opening-notes">
          <summary>{countOf(notes.length, 'note')} on how it was read</summary>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toLocaleString('en', { maximumSignificantDigits: 3 })} MB`

/** Of what an engine needs as it was measured: docs/opening-models.md. */
function memoryWords(parameters: number, size: number): string {
  const limit = mayOutgrow(parameters, size) ? '; that may be more than the 4 GB that WebAssembly can have' : ''
  const gradient = megabytes(gradientMemory(parameters, size))
  return `about ${megabytes(weightsMemory(parameters))} for the weights, and up to ${gradient} for the gradient of an image${limit}`
}

const publishedWords = ({ published }: FoundModel): string =>
  published
    .map(({ name, value }) => `${name} ${value.toLocaleString('en', { maximumSignificantDigits: 6 })}`)
    .join(', ')
