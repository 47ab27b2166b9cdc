import { bySquare, otherLoss } from './mends'
import type { Indicator } from './types'

/** Unavailable gradients (Pintor et al. 2022, I1), image by image; the red flag of zero gradients asks at clean images. */
export const zeroGradient: Indicator = {
  id: 'zero-gradient',
  name: 'No gradient to follow',
  remedy:
    'The attack could not move: maximise a margin of logits, which keeps a gradient, or use Square, which needs none.',
  sign: () => 'every gradient was zero in the end',
  mends: (own) => [...otherLoss(own), ...bySquare(own)],
  find: (own) => own.robustWhere((result) => result.zeroGradient),
}
