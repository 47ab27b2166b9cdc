import { useApp } from '../parts/appContext'
import { variantsOf } from '../parts/models/names'
import { MatrixCorner } from './MatrixCorner'
import { MatrixRowHead } from './MatrixRowHead'
import { ModelHeading } from './ModelHeading'
import { shownRows } from './rows/registry'
import { useScrolledTogether } from './useScrolledTogether'

interface MatrixProps {
  /** Which of the rows are shown, by their ids; all where it is left out. */
  readonly only?: readonly string[]
}

/** The centre of the page: a column for each model, a row for each quantity. */
export function Matrix({ only }: MatrixProps) {
  const models = useApp((state) => state.models)
  const display = useApp((state) => state.display)
  const foldedRows = useApp((state) => state.foldedRows)
  const manifests = models.flatMap((model) => (model.status === 'ready' ? [model.model.manifest] : []))
  const rows = shownRows(display).filter(({ id }) => only?.includes(id) ?? true)
  const { common, own } = variantsOf(manifests)
  const variantOf = (id: string) => own[manifests.findIndex((manifest) => manifest.id === id)]?.join(' ') ?? ''
  const { first: head, second: body, isScrollable } = useScrolledTogether<HTMLTableSectionElement>()
  return (
    <div className="matrix-frame">
      <table
        className="matrix"
        aria-label="Models compared"
        style={{ '--models': models.length } as React.CSSProperties}
      >
        <thead ref={head}>
          <tr className="matrix-row is-head">
            <th className="row-head" scope="col">
              <span className="visually-hidden">Quantity</span>
              <MatrixCorner variant={common.join(' ')} />
            </th>
            {models.map((model) => (
              <ModelHeading key={model.id} model={model} variant={variantOf(model.id)} />
            ))}
          </tr>
        </thead>
        {/* Focusable when it scrolls, so that the arrow keys can scroll it; the table gives it its name. */}
        <tbody ref={body} {...(isScrollable ? { tabIndex: 0 } : {})}>
          {rows.map((row) => {
            const { id, Cell } = row
            const isFolded = only === undefined && foldedRows.includes(id)
            return (
              <tr key={id} className={`matrix-row ${isFolded ? 'is-folded' : ''}`} data-row={id}>
                <MatrixRowHead row={row} isFolded={isFolded} canFold={only === undefined} />
                {models.map((model) => (
                  <td key={model.id} className="matrix-cell" data-testid={`cell-${id}-${model.id}`}>
                    {model.status !== 'failed' && !isFolded && <Cell modelId={model.id} />}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
