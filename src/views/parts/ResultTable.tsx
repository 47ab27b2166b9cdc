import type { ReactNode } from 'react'
import { useId, useRef } from 'react'
import type { OutcomeShare } from '../../store/evaluation/evaluation'
import { TableExports } from './exports/TableExports'
import type { RunModel } from './runModels'
import { countWords, intervalWords, shareWords } from './runs/evaluationWords'
import { Unbroken } from './Unbroken'
import { MissingNumber } from './Waiting'

interface ResultTableProps {
  readonly caption: ReactNode
  /** Above the row headings. */
  readonly corner: ReactNode
  readonly columns: readonly ReactNode[]
  readonly children: ReactNode
  readonly testId?: string
}

/** With at most this many columns, a share, its interval and its count fit on one line. */
const ROOMY_COLUMNS = 4

/** A table that scrolls sideways when it does not fit, by touch or the arrow keys. */
export function ResultTable({ caption, corner, columns, children, testId = 'result-table' }: ResultTableProps) {
  const id = useId()
  const table = useRef<HTMLTableElement>(null)
  const isDense = columns.length > ROOMY_COLUMNS
  return (
    <div className="result-block">
      <p className="note" id={id}>
        {caption}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section className="result-frame" tabIndex={0} aria-labelledby={id}>
        <table
          ref={table}
          className={isDense ? 'result-table is-dense' : 'result-table'}
          aria-labelledby={id}
          data-testid={testId}
        >
          <thead>
            <tr>
              <th scope="col">{corner}</th>
              {columns.map((column, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are told apart by their places alone
                <th key={place} scope="col">
                  {typeof column === 'string' ? <Unbroken>{column}</Unbroken> : column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </section>
      <TableExports
        table={table}
        name="gradlens-table"
        title="Results"
        {...(typeof caption === 'string' && { about: caption })}
      />
    </div>
  )
}

export function ModelName({ model }: { readonly model: RunModel }) {
  return (
    <span className="run-model">
      <span className="model-color" style={{ background: model.color }} aria-hidden="true" />
      <bdi>{model.name}</bdi>
    </span>
  )
}

interface ShareCellProps {
  readonly share: OutcomeShare | undefined
  /** What happened on the other images. */
  readonly others?: string | undefined
  readonly isLooked?: boolean
}

/** A share with its interval and its number of images. */
export function ShareCell({ share, others, isLooked = false }: ShareCellProps) {
  if (share === undefined || share.share === null) {
    return (
      <td>
        <MissingNumber />
      </td>
    )
  }
  return (
    <td className={isLooked ? 'is-looked' : undefined}>
      <span className="share-cell">
        <strong>{shareWords(share)}</strong> <span className="muted">{intervalWords(share)}</span>{' '}
        <span className="muted">{countWords(share)}</span>
        {others && <span className="share-others muted"> {others}</span>}
      </span>
    </td>
  )
}
