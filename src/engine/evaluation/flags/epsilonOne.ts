import { leastUnlikely } from '../../../numbers/binomial'
import { epsilonText, wholeBox } from './probes'
import { type Flag, LEVEL } from './types'

/** So large a share of pictures may an attack miss that takes its steps in a ball without bounds. */
const MISSED = 0.05

export const epsilonOne: Flag = {
  id: 'epsilon-one',
  name: 'Holds where any picture is allowed',
  remedy:
    'An attack that may change the picture at will must reach 0 %: it does not work on this model, so attack it with more steps, another loss, or Square.',
  async check(probes) {
    const { steps, norm } = probes.settings
    const epsilon = wholeBox(norm, probes.pictures.side)
    const name = `PGD with ${steps} steps`
    const held = await probes.challenger(name, { epsilon }).heldAt([...probes.labels.keys()])
    const holding = held.filter(Boolean).length
    const allowed = leastUnlikely(held.length, MISSED, LEVEL) - 1
    const seen = `At epsilon ${epsilonText(norm, epsilon)}, where every picture is allowed, ${holding} of ${held.length} hold under ${name}; up to ${allowed} may do so by bad luck.`
    return {
      status: holding > allowed ? 'raised' : 'clear',
      seen,
      numbers: { pictures: held.length, held: holding / held.length, epsilon },
    }
  },
}
