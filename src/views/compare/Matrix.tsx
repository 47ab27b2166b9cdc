import { Fragment } from 'react'
import { useApp } from '../appContext'
import { ModelHeading } from './ModelHeading'
import { MATRIX_ROWS } from './rows/registry'

/** The centre of the page: columns are models, rows are what is looked at. */
export function Matrix() {
  const models = useApp((state) => state.models)
  return (
    <div
      className="matrix"
      role="table"
      aria-label="Models compared"
      style={{ '--models': models.length } as React.CSSProperties}
    >
      <div className="matrix-row is-head" role="row">
        <div className="row-head" role="columnheader">
          <span className="visually-hidden">What is looked at</span>
        </div>
        {models.map((model, index) => (
          <ModelHeading key={model.id} model={model} index={index} />
        ))}
      </div>
      {MATRIX_ROWS.map(({ id, title, about, Common, Cell }) => (
        <div key={id} className="matrix-row" role="row" data-row={id}>
          <div className="row-head" role="rowheader">
            <h2>{title}</h2>
            <p className="about">{about}</p>
            {Common && (
              <div className="row-common">
                <Common />
              </div>
            )}
          </div>
          {models.map((model) => (
            <div key={model.id} role="cell" className="matrix-cell" data-testid={`cell-${id}-${model.id}`}>
              {model.status === 'failed' ? <Fragment /> : <Cell modelId={model.id} />}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
