/** @file What the article computes, in the order in which it is computed: that of the article. */
import type { WhyResults } from '../../../store/why/why'
import type { FigureComputation } from '../../openFigures/types'
import { certainty } from './certainty'
import { growth } from './growth'
import { reached } from './reached'

/** Adding one is one file, one line here, and its result in `WhyResults`. */
export const WHY_COMPUTATIONS = [growth, certainty, reached] as readonly FigureComputation<WhyResults>[]
