import { useApp } from '../parts/appContext'
import { lazyPart } from '../parts/lazyPart'

const Tour = lazyPart(async () => (await import('./Tour')).Tour)

/** The tour while it is on. */
export function TourHost() {
  const tour = useApp((state) => state.tour)
  if (tour.status !== 'on') return null
  return <Tour step={tour.step} />
}
