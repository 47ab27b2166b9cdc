import { useApp } from '../parts/appContext'
import { TourOffer } from '../parts/help/TourOffer'
import { lazyPart } from '../parts/lazyPart'
import { Announcement } from './Announcement'
import { Matrix } from './Matrix'

const CompareFigures = lazyPart(async () => (await import('./figures/CompareFigures')).CompareFigures)

export function CompareView() {
  // Charts, and what draws them, come after the first maps.
  const hasMap = useApp(({ results }) =>
    Object.values(results).some(({ quantities }) => (quantities.gradient?.value ?? null) !== null),
  )
  return (
    <>
      <TourOffer />
      <Announcement />
      <Matrix />
      {hasMap && <CompareFigures />}
    </>
  )
}
