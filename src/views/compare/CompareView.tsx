import { useDeferredValue } from 'react'
import { useApp } from '../parts/appContext'
import { TourOffer } from '../parts/help/TourOffer'
import { lazyPart } from '../parts/lazyPart'
import { Announcement } from './Announcement'
import { Matrix } from './Matrix'

const CompareFigures = lazyPart(async () => (await import('./figures/CompareFigures')).CompareFigures)

export function CompareView() {
  // Deferred, so that charts, and what draws them, are loaded once the first maps are on screen.
  const hasMap = useApp(({ results }) =>
    Object.values(results).some(({ quantities }) => (quantities.gradient?.value ?? null) !== null),
  )
  const showsFigures = useDeferredValue(hasMap)
  return (
    <>
      <TourOffer />
      <Announcement />
      <Matrix />
      {showsFigures && <CompareFigures />}
    </>
  )
}
