/** @file Every attack that can be asked for. */
import { pgd } from './pgd'
import type { Attack, AttackId } from './types'

const ATTACKS: Readonly<Record<AttackId, Attack>> = { pgd }

export function findAttack(id: AttackId): Attack {
  return ATTACKS[id]
}
