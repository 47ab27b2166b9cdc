import { gradientScalar } from '../../store/compare/gradientScalars'
import type { MeasuredQuantity } from '../../store/types'
import { useActions } from '../parts/appContext'
import { nearlyCertain } from '../parts/format'

/** Explains a small gradient that says nothing about robustness: if the model is nearly certain of the label, the loss is flat. */
export function SaturationNote({ result }: { readonly result: MeasuredQuantity<'gradient'> }) {
  const { setDisplay } = useActions()
  const { gradientOf, probability } = result
  const { flatAbove } = gradientScalar(gradientOf)
  if (flatAbove === undefined || probability <= flatAbove) return null
  return (
    <p className="cell-note" data-testid="saturation">
      With {nearlyCertain(probability)} on the label, cross-entropy is nearly flat, so a small gradient says nothing
      about robustness.{' '}
      <button type="button" className="link" onClick={() => setDisplay({ gradientOf: 'margin' })}>
        Look at the {gradientScalar('margin').label.toLowerCase()}
      </button>
    </p>
  )
}
