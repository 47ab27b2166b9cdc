import { TourOffer } from '../parts/help/TourOffer'
import { LossFigure } from './figures/LossFigure'
import { MeasuresFigure } from './figures/MeasuresFigure'
import { Matrix } from './Matrix'

export function CompareView() {
  return (
    <>
      <TourOffer />
      <Matrix />
      <div className="figures">
        <MeasuresFigure />
        <LossFigure />
      </div>
    </>
  )
}
