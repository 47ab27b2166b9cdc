import { describe, expect, it } from 'vitest'
import type { AttackChoice } from '../../engine/attacks/registry'
import { ATTACKS } from '../../engine/attacks/registry'
import { findProblem } from '../../engine/attacks/validation'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { changeSetting, chooseAttack } from '../evaluation/evaluationForm'
import { settingFields, wordsOf } from './settingFields'

const FACTS = { classCount: 10, goal: 'untargeted' } as const
const choices = describeAttacks().flatMap((attack) => attack.norms.map((norm) => chooseAttack(attack, norm)))

describe('the fields of an attack', () => {
  it.each(choices.map((choice) => [choice.id, choice.settings.norm, choice] as const))(
    'cover every setting of %s in %s, at values and bounds that the engine takes',
    (_id, norm, choice) => {
      const fields = settingFields(choice)
      const names = Object.keys(choice.settings).filter((name) => name !== 'l1Share' || norm === 'l1')
      expect([...fields.map(({ name }) => name), 'norm', 'epsilon'].sort()).toEqual([...names].sort())
      for (const field of fields) {
        if (field.kind !== 'number') continue
        for (const value of [field.value, field.min, field.max]) {
          const set = changeSetting(choice, field.name, value)
          expect(findProblem(ATTACKS[set.id] as never, set.settings as never, FACTS), `${field.name} = ${value}`).toBe(
            null,
          )
        }
      }
    },
  )

  it('are shown by their types where they are not known', () => {
    const choice = { id: 'pgd', settings: { norm: 'l2', epsilon: 1, seed: 3, someRate: 0.5, isBold: true } }
    expect(settingFields(choice as unknown as AttackChoice)).toMatchObject([
      { kind: 'number', name: 'someRate', label: 'Some rate', value: 0.5 },
      { kind: 'flag', name: 'isBold', label: 'Is bold', value: true },
      { kind: 'number', name: 'seed', label: 'Seed', value: 3 },
    ])
    expect(wordsOf('alphaMax')).toBe('Alpha max')
  })
})
