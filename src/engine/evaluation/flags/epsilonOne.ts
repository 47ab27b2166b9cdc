import { countOf } from '../../../countOf'
import { leastUnlikely } from '../../../numbers/binomial'
import { rounded } from './compare'
import { LEVEL } from './observation'
import { epsilonWords, wholeBox } from './probes'
import type { Flag } from './types'

/** The share of images that an unbounded attack may miss. */
const MISSED = 0.05

export const epsilonOne: Flag = {
  id: 'epsilon-one',
  name: 'Robust where any image is allowed',
  remedy:
    'An attack that may change the image at will should reach 0 %: it does not work on this model, so attack it with more steps, another loss, or Square.',
  async check(probes) {
    const { steps, norm } = probes.settings
    const epsilon = wholeBox(norm, probes.images.size)
    const name = `PGD with ${countOf(steps, 'step')}`
    const right = (await probes.right()).length
    if (right === 0) {
      return { status: 'unknown', seen: 'The model is right on no image without an attack.', numbers: { right } }
    }
    const { robust } = await rounded(probes.challenger(name, { epsilon }), right)
    const stand = robust.filter(Boolean).length
    const allowed = leastUnlikely(right, MISSED, LEVEL) - 1
    const seen = `At epsilon ${epsilonWords(norm, epsilon)}, where every image is allowed, ${stand} of the ${right} that are right without an attack stay right under ${name}; up to ${allowed} may do so by bad luck.`
    return { status: stand > allowed ? 'raised' : 'clear', seen, numbers: { right, robust: stand / right, epsilon } }
  },
}
