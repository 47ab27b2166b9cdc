import { useActions, useApp } from '../appContext'

/** Offers the tour to somebody who is here for the first time. */
export function TourOffer() {
  const isOffered = useApp(({ tour }) => tour.status === 'offered')
  const { startTour, leaveTour } = useActions()
  if (!isOffered) return null
  return (
    <section className="tour-offer" aria-label="Tour" data-testid="tour-offer">
      <p>New here? Five steps show how gradients tell a robust model from a fragile one.</p>
      <button type="button" className="link" onClick={startTour}>
        Take the tour
      </button>
      <button type="button" className="link muted" onClick={leaveTour}>
        No, thanks
      </button>
    </section>
  )
}
