import { manifestAndWeights } from './manifestAndWeights'
import type { CheckpointFormat } from './types'

/** Asked in this order; the first that finds weights among the files opens them. */
export const CHECKPOINT_FORMATS: readonly CheckpointFormat[] = [manifestAndWeights]
