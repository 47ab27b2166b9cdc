/** @file Every norm that a perturbation can be measured by. */
import { l1 } from './l1'
import { l2 } from './l2'
import { linf } from './linf'
import type { Norm, NormId } from './types'

const NORMS: Readonly<Record<NormId, Norm>> = { linf, l2, l1 }

export const findNorm = (id: NormId): Norm => NORMS[id]
