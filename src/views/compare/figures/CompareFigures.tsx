import { LossFigure } from './LossFigure'
import { MeasuresFigure } from './MeasuresFigure'

/** The charts below the matrix. */
export function CompareFigures() {
  return (
    <div className="figures">
      <MeasuresFigure />
      <LossFigure />
    </div>
  )
}
