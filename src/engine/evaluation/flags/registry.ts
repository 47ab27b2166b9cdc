/** @file Every red flag, cheap ones first. */
import { blackBox } from './blackBox'
import { epsilonOne } from './epsilonOne'
import { lossNotRising } from './lossNotRising'
import { moreSteps } from './moreSteps'
import { nonMonotone } from './nonMonotone'
import { randomNoise } from './randomNoise'
import { randomOutputs } from './randomOutputs'
import { softmaxOutputs } from './softmaxOutputs'
import type { Flag } from './types'
import { zeroGradients } from './zeroGradients'

export const FLAGS: readonly Flag[] = [
  softmaxOutputs,
  randomOutputs,
  zeroGradients,
  lossNotRising,
  randomNoise,
  epsilonOne,
  moreSteps,
  nonMonotone,
  blackBox,
]
