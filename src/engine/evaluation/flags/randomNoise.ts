import { countOf } from '../../../countOf'
import type { AttackChoice } from '../../attacks/registry'
import { compare, judgeComparisons, rounded } from './compare'
import { LEVEL } from './observation'
import type { Flag } from './types'

export const randomNoise: Flag = {
  id: 'random-noise',
  name: 'Noise is stronger than PGD',
  remedy:
    'The gradient is worse than chance: look for quantised, clipped or random parts of the model, and attack it with Square or through a smooth approximation of these parts.',
  async check(probes) {
    const { norm, epsilon, seed, steps } = probes.settings
    const attack: AttackChoice = { id: 'randomSign', settings: { norm, epsilon, seed, restarts: steps } }
    const noise = probes.challengerBy(`random sign noise of the same size, drawn ${countOf(steps, 'time')}`, attack)
    const pgd = await probes.usual(`PGD with ${countOf(steps, 'step')}`)
    return judgeComparisons([compare(await rounded(noise, pgd.robust.length), pgd)], LEVEL)
  },
}
