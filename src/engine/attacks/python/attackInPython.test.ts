import { describe, expect, it } from 'vitest'
import type { Eps01 } from '../../../units'
import { ATTACKS, type AttackChoice, type AttackId } from '../registry'
import type { Attack, CommonSettings } from '../types'
import { attackInPython } from './attackInPython'
import { call, literal, sizeLiteral, stepExpression } from './text'

const all = Object.entries(ATTACKS) as unknown as [AttackId, Attack<CommonSettings>][]
const untargeted = all.flatMap(([id, { norms, goals }]) =>
  goals.includes('untargeted') ? norms.map((norm) => ({ id, norm })) : [],
)

describe('an attack as Python', () => {
  it.each(untargeted)('$id in $norm makes a function of pixels and labels', ({ id, norm }) => {
    const settings = (ATTACKS[id] as unknown as Attack<CommonSettings>).defaults(norm, 0.03 as Eps01)
    const facts = { classCount: 10, goal: 'untargeted' } as const
    const python = attackInPython({ id, settings } as unknown as AttackChoice, facts)
    expect(python?.lines.join('\n')).toMatch(/^(attack = |def attack\()/m)
    expect(python?.lines.join('\n')).toContain('epsilon')
    const isOwn = python?.imports.some((line) => line.includes('gradlens_training'))
    expect(python?.takesIndices).toBe(isOwn)
    expect(isOwn ? python?.remark : 'said').toBeTruthy()
  })

  it('is none towards a target where no public package has it', () => {
    const choice = { id: 'apgdCe', settings: ATTACKS.apgdCe.defaults('linf', 0.03 as Eps01) } as const
    expect(attackInPython(choice, { classCount: 10, goal: 'targeted' })).toBeNull()
  })
})

describe('Python text', () => {
  it('writes values as Python does', () => {
    expect(literal({ a: [true, null, 1e-7, Number.POSITIVE_INFINITY], 'b"': 'c\nd' })).toBe(
      '{"a": [True, None, 1e-7, float("inf")], "b\\"": "c\\nd"}',
    )
  })

  it('writes a size in 255ths only where it is that number', () => {
    expect(sizeLiteral(8 / 255)).toBe('8 / 255')
    expect(sizeLiteral(0.0313)).toBe('0.0313')
  })

  it.each([
    [{ rule: 'shareOfEpsilon', share: 0.25 } as const, 'epsilon / 4'],
    [{ rule: 'shareOfEpsilon', share: 1 } as const, 'epsilon'],
    [{ rule: 'shareOfEpsilon', share: 0.3 } as const, 'epsilon * 0.3'],
    [{ rule: 'fixed', size: (2 / 255) as Eps01 } as const, '2 / 255'],
  ])('writes a step size of %o', (stepSize, expected) => {
    expect(stepExpression(stepSize)).toBe(expected)
  })

  it('fills the lines of a call that is too long for one', () => {
    const given = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`argument_${i}`, '12345']))
    const lines = call('make', given)
    expect(lines[0]).toBe('make(')
    expect(lines.at(-1)).toBe(')')
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(88)
    expect(lines.join('').match(/argument_\d+=12345,/g)).toHaveLength(12)
  })
})
