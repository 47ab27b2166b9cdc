import type { Eps01 } from '../../units'
import { NORM_DESCRIPTIONS, type NormId } from '../attacks/norms/descriptions'
import { ATTACKS, type AttackId } from '../attacks/registry'
import type { Attack, CommonSettings, TaskFacts } from '../attacks/types'
import { USUAL_ATTACK } from '../attacks/usualAttack'
import { describeSettings } from '../settings/describe'
import type { AttackDescription } from './types'

/** The usual epsilon of a norm, for pixels in [0, 1]. */
const usualEpsilon = (norm: NormId) => (NORM_DESCRIPTIONS[norm].usual / NORM_DESCRIPTIONS[norm].factor) as Eps01

/** Enough for every attack. */
const MANY_CLASSES: TaskFacts = { classCount: 10, goal: 'untargeted' }

/** Every attack that works without a target, with its usual settings in each norm. */
export function describeAttacks(): AttackDescription[] {
  const all = Object.entries(ATTACKS) as unknown as [AttackId, Attack<CommonSettings>][]
  return all
    .filter(([, { goals }]) => goals.includes('untargeted'))
    .map(([id, { name, norms, goals, isLive, settings, defaults, usualInSearch, runs }]) => ({
      id,
      name,
      norms,
      goals,
      isLive,
      minimisesNorm: runs(defaults(norms[0] as NormId, 0 as Eps01), MANY_CLASSES).every(
        ({ minimisesNorm }) => minimisesNorm === true,
      ),
      settings: describeSettings(settings),
      defaults: Object.fromEntries(norms.map((norm) => [norm, defaults(norm, usualEpsilon(norm))])),
      usualInSearch,
      isUsual: id === USUAL_ATTACK,
    }))
}
