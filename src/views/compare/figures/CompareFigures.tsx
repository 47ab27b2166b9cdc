import { PrintedComparison } from '../exports/PrintedComparison'
import { LossFigure } from './LossFigure'
import { MeasuresFigure } from './MeasuresFigure'

/** The charts below the matrix, and the sheet that is printed. */
export function CompareFigures() {
  return (
    <>
      <div className="figures">
        <MeasuresFigure />
        <LossFigure />
      </div>
      <PrintedComparison />
    </>
  )
}
