import { Fragment } from 'react'
import { indexParts } from '../../../charts/frame/indexedText'
import { countOf } from '../../../countOf'
import { type DemandedMapId, demandOf } from '../../../store/compare/quantities'
import { useApp } from '../../parts/appContext'

/** What is computed, and what it costs. */
export function MapFormula({ id }: { readonly id: DemandedMapId }) {
  const display = useApp((state) => state.display)
  const { formula, gradients } = demandOf(id)
  return (
    <div className="map-formula">
      <p className="formula">
        {indexParts(formula({ ...display })).map(({ text, isIndex }) =>
          isIndex ? <sub key={text}>{text}</sub> : <Fragment key={text}>{text}</Fragment>,
        )}
      </p>
      <p className="muted">{countOf(gradients, 'gradient')} per model</p>
    </div>
  )
}
