import { TourOffer } from '../parts/help/TourOffer'
import { Announcement } from './Announcement'
import { LossFigure } from './figures/LossFigure'
import { MeasuresFigure } from './figures/MeasuresFigure'
import { Matrix } from './Matrix'

export function CompareView() {
  return (
    <>
      <TourOffer />
      <Announcement />
      <Matrix />
      <div className="figures">
        <MeasuresFigure />
        <LossFigure />
      </div>
    </>
  )
}
