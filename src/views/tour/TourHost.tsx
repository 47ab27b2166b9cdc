import { lazy, Suspense } from 'react'
import { useApp } from '../parts/appContext'

const Tour = lazy(async () => ({ default: (await import('./Tour')).Tour }))

/** The tour while it is on. */
export function TourHost() {
  const tour = useApp((state) => state.tour)
  if (tour.status !== 'on') return null
  return (
    <Suspense>
      <Tour step={tour.step} />
    </Suspense>
  )
}
