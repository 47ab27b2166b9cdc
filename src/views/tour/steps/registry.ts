/** @file The steps of the tour; their order is that of `TOUR_STEPS`. */
import type { TourStepId } from '../../../store/tour/tour'
import type { TourStep } from '../types'
import { dragEpsilon } from './epsilon'
import { lookAtGradient } from './gradient'
import { goOn } from './next'
import { swapModels } from './swap'
import { readVerdict } from './verdict'

export const STEPS: Readonly<Record<TourStepId, TourStep>> = {
  gradient: lookAtGradient,
  epsilon: dragEpsilon,
  verdict: readVerdict,
  swap: swapModels,
  next: goOn,
}
