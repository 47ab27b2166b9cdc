import { LossFigure } from './figures/LossFigure'
import { MeasuresFigure } from './figures/MeasuresFigure'
import { Matrix } from './Matrix'

export function CompareView() {
  return (
    <>
      <Matrix />
      <div className="figures">
        <MeasuresFigure />
        <LossFigure />
      </div>
    </>
  )
}
