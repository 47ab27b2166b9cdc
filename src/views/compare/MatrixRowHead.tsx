import { useActions, useApp } from '../parts/appContext'
import { HelpHeading } from '../parts/help/HelpHeading'
import type { MatrixRow, RowWords } from './rows/types'

interface MatrixRowHeadProps {
  readonly row: MatrixRow
  readonly isFolded: boolean
  /** Not in the article, which shows rows of its own choice. */
  readonly canFold: boolean
}

/** What a row shows, with a button that folds it away. */
export function MatrixRowHead({ row, isFolded, canFold }: MatrixRowHeadProps) {
  const display = useApp((state) => state.display)
  const { toggleRow } = useActions()
  const { id, title, about, terms, Common } = row
  const write = (words: RowWords) => (typeof words === 'string' ? words : words(display))
  return (
    <th className="row-head" scope="row">
      <div className="row-text">
        <div className="row-title">
          {canFold && (
            <button
              type="button"
              className="fold"
              aria-expanded={!isFolded}
              aria-label={`Show the row ${write(title)}`}
              title={isFolded ? 'Show this row' : 'Fold this row away'}
              data-testid={`fold-${id}`}
              onClick={() => toggleRow(id)}
            >
              <span aria-hidden="true">{isFolded ? '▸' : '▾'}</span>
            </button>
          )}
          <HelpHeading title={write(title)} items={terms} />
        </div>
        {!isFolded && <p className="about">{write(about)}</p>}
      </div>
      {Common && !isFolded && (
        <div className="row-common">
          <Common />
        </div>
      )}
    </th>
  )
}
