/** @file The tour of the page: whether it was offered, and where it stands. */

/** In this order. Each is of one part of the comparison, and moves something there. */
export const TOUR_STEPS = ['gradient', 'epsilon', 'verdict', 'swap', 'next'] as const

export type TourStepId = (typeof TOUR_STEPS)[number]

export type TourState =
  | { readonly status: 'off' }
  /** Offered to somebody who is here for the first time. */
  | { readonly status: 'offered' }
  | { readonly status: 'on'; readonly step: TourStepId }

export const TOUR_OFF: TourState = { status: 'off' }

export const firstStep: TourState = { status: 'on', step: TOUR_STEPS[0] }

/** The step after (1) or before (-1), or null beyond either end. */
export const stepBeside = (step: TourStepId, by: 1 | -1): TourStepId | null =>
  TOUR_STEPS[TOUR_STEPS.indexOf(step) + by] ?? null
