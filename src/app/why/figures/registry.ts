/** @file What the article computes, in the order in which it is computed: that of the article. */
import { certainty } from './certainty'
import { growth } from './growth'
import { reached } from './reached'
import type { WhyComputation } from './types'

export const WHY_COMPUTATIONS = [growth, certainty, reached] as readonly WhyComputation[]
