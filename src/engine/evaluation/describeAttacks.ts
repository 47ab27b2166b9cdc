import type { Eps01 } from '../../units'
import type { NormId } from '../attacks/norms/types'
import { ATTACKS, type AttackId } from '../attacks/registry'
import type { Attack, CommonSettings } from '../attacks/types'
import { describeSettings } from '../settings/describe'
import type { AttackDescription } from './types'

/** At which CIFAR-10's robustness is measured in the literature, in pixels of [0, 1]. */
const USUAL_EPSILON: Readonly<Record<NormId, Eps01>> = {
  linf: (8 / 255) as Eps01,
  l2: 0.5 as Eps01,
  l1: 12 as Eps01,
}

/** Every attack that fells without a target, with its usual settings. */
export function describeAttacks(): AttackDescription[] {
  const all = Object.entries(ATTACKS) as unknown as [AttackId, Attack<CommonSettings>][]
  return all
    .filter(([, { goals }]) => goals.includes('untargeted'))
    .map(([id, { name, norms, goals, isLive, settings, defaults }]) => ({
      id,
      name,
      norms,
      goals,
      isLive,
      settings: describeSettings(settings),
      defaults: Object.fromEntries(norms.map((norm) => [norm, defaults(norm, USUAL_EPSILON[norm])])),
    }))
}
