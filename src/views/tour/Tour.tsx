import { useEffect, useId, useRef } from 'react'
import { TOUR_STEPS, type TourStepId } from '../../store/tour/tour'
import { useActions, useApp } from '../parts/appContext'
import { STEPS } from './steps/registry'
import { useCardPlace } from './useCardPlace'

/** A card that goes from part to part of the page and says what each is for; the page stays in use meanwhile. */
export function Tour({ step }: { readonly step: TourStepId }) {
  const { title, target, Text, moves } = STEPS[step]
  const { card, ring } = useCardPlace(target)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const actions = useActions()
  const { moveTour, leaveTour } = actions
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step is read out from its heading on
  useEffect(() => heading.current?.focus({ preventScroll: true }), [step])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // What lies over the page closes first.
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (document.querySelector('dialog[open], :popover-open') === null) leaveTour()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      // The tour is begun again from there.
      document.querySelector<HTMLElement>('.help-menu-button')?.focus()
    }
  }, [leaveTour])
  const offered = moves(useApp((state) => state))
  const place = TOUR_STEPS.indexOf(step)
  const isLast = place === TOUR_STEPS.length - 1
  return (
    <>
      <div ref={ring} className="tour-ring" aria-hidden="true" />
      <div
        ref={card}
        className="tour-card"
        role="dialog"
        aria-labelledby={id}
        aria-describedby={`${id}-text`}
        data-testid="tour"
      >
        <header>
          <p className="muted">
            {place + 1} of {TOUR_STEPS.length}
          </p>
          <h2 ref={heading} id={id} tabIndex={-1}>
            {title}
          </h2>
          <button
            type="button"
            className="tool"
            aria-label="Leave the tour"
            title="Leave the tour (Escape)"
            onClick={leaveTour}
          >
            ✕
          </button>
        </header>
        <div className="tour-text" id={`${id}-text`}>
          <Text />
        </div>
        {offered.length > 0 && (
          <p className="tour-moves">
            {offered.map(({ label, perform }) => (
              <button key={label} type="button" className="link" onClick={() => perform(actions)}>
                {label}
              </button>
            ))}
          </p>
        )}
        <footer>
          <button type="button" className="button" disabled={place === 0} onClick={() => moveTour(-1)}>
            Back
          </button>
          <button type="button" className="button is-main" onClick={() => moveTour(1)}>
            {isLast ? 'Finish' : 'Next'}
          </button>
        </footer>
      </div>
    </>
  )
}
