/** @file Every indicator of attack failure, cheap ones first. */
import { fooledOnTheWay } from './fooledOnTheWay'
import type { Indicator } from './types'
import { unfinished } from './unfinished'
import { unluckyStart } from './unluckyStart'
import { unstableOutputs } from './unstableOutputs'
import { zeroGradient } from './zeroGradient'

export const INDICATORS: readonly Indicator[] = [
  zeroGradient,
  fooledOnTheWay,
  unfinished,
  unstableOutputs,
  unluckyStart,
]
