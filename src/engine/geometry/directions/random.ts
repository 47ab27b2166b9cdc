import { createRng } from '../../random'
import type { LossDirection } from './defineDirection'

/** What no model was asked for: the same for every model of one input size. */
export const randomDirection: LossDirection = {
  title: 'a random direction',
  about: 'Every value moves by the same amount, upwards or downwards by chance.',
  isScaled: true,
  async course({ image: { pixels }, seed }) {
    const { sign } = createRng(seed)
    return Float32Array.from({ length: pixels.length }, sign)
  },
  whyZero: 'it has no pixels',
}
