import { useApp } from '../appContext'
import { ModelHeading } from './ModelHeading'
import { MATRIX_ROWS } from './rows/registry'

/** The centre of the page: columns are models, rows are what is looked at. */
export function Matrix() {
  const models = useApp((state) => state.models)
  return (
    <table className="matrix" aria-label="Models compared" style={{ '--models': models.length } as React.CSSProperties}>
      <thead>
        <tr className="matrix-row is-head">
          <th className="row-head" scope="col">
            <span className="visually-hidden">What is looked at</span>
          </th>
          {models.map((model, index) => (
            <ModelHeading key={model.id} model={model} index={index} />
          ))}
        </tr>
      </thead>
      <tbody>
        {MATRIX_ROWS.map(({ id, title, about, Common, Cell }) => (
          <tr key={id} className="matrix-row" data-row={id}>
            <th className="row-head" scope="row">
              <h2>{title}</h2>
              <p className="about">{about}</p>
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
  )
}
