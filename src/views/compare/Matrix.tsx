import { useApp } from '../parts/appContext'
import { HelpHeading } from '../parts/help/HelpHeading'
import { variantsOf } from '../parts/models/names'
import { MatrixCorner } from './MatrixCorner'
import { ModelHeading } from './ModelHeading'
import { shownRows } from './rows/registry'
import type { RowWords } from './rows/types'
import { useScrolledTogether } from './useScrolledTogether'

interface MatrixProps {
  /** Which of the rows are shown, by their ids; all where it is left out. */
  readonly only?: readonly string[]
}

/** The centre of the page: a column for each model, a row for each quantity. */
export function Matrix({ only }: MatrixProps) {
  const models = useApp((state) => state.models)
  const display = useApp((state) => state.display)
  const write = (words: RowWords) => (typeof words === 'string' ? words : words(display))
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
          {rows.map(({ id, title, about, terms, Common, Cell }) => (
            <tr key={id} className="matrix-row" data-row={id}>
              <th className="row-head" scope="row">
                <div className="row-text">
                  <HelpHeading title={write(title)} items={terms} />
                  <p className="about">{write(about)}</p>
                </div>
                {Common && (
                  <div className="row-common">
                    <Common />
                  </div>
                )}
              </th>
              {models.map((model) => (
                <td key={model.id} className="matrix-cell" data-testid={`cell-${id}-${model.id}`}>
                  {model.status !== 'failed' && <Cell modelId={model.id} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
