import { describe, expect, it } from 'vitest'
import { attackName } from './figureAttacks'

describe('attackName', () => {
  it.each([
    [{ attack: 'pgd', steps: 20 }, 'PGD-20'],
    [{ attack: 'pgd' }, 'PGD'],
    [{ attack: 'autoattack-standard' }, 'AutoAttack'],
    [{ attack: 'autoattack-reduced' }, 'autoattack-reduced'],
  ])('of %o is %s', (attack, name) => {
    expect(attackName(attack)).toBe(name)
  })
})
