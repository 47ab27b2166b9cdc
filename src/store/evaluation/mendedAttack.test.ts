import { expect, it } from 'vitest'
import { ATTACKS, type AttackChoice } from '../../engine/attacks/registry'
import { findProblem } from '../../engine/attacks/validation'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import type { Eps01 } from '../../units'
import { chooseAttack } from './evaluationForm'
import { mendedAttack } from './mendedAttack'

const attacks = describeAttacks()
const FACTS = { classCount: 10, goal: 'untargeted' } as const
const pgd = chooseAttack(attacks.find(({ id }) => id === 'pgd')!, 'linf')
const own = { ...pgd, settings: { ...pgd.settings, epsilon: 0.02 as Eps01, seed: 7 } } as AttackChoice
const valid = (choice: AttackChoice | null) =>
  choice && findProblem(ATTACKS[choice.id] as never, choice.settings as never, FACTS)

it('more steps keep the step size that crosses the ball', () => {
  const mended = mendedAttack(attacks, own, { name: '80 steps', attack: null, settings: { steps: 80 } })
  expect(mended?.settings).toMatchObject({ steps: 80, stepSize: { rule: 'shareOfEpsilon', share: 2.5 / 80 }, seed: 7 })
  expect(valid(mended)).toBeNull()
})

it('another attack has the norm, epsilon and seed of the one before, and is valid', () => {
  const mended = mendedAttack(attacks, own, { name: 'Square', attack: 'square', settings: {} })
  expect(mended).toMatchObject({ id: 'square', settings: { norm: 'linf', epsilon: 0.02, seed: 7 } })
  expect(valid(mended)).toBeNull()
})

it('there is none where the attack or a setting is not on offer', () => {
  expect(mendedAttack([], own, { name: '80 steps', attack: null, settings: { steps: 80 } })).toBeNull()
  expect(mendedAttack(attacks, own, { name: 'x', attack: null, settings: { queries: 80 } })).toBeNull()
  const inL1 = { ...own, settings: { ...own.settings, norm: 'l1' } } as AttackChoice
  expect(mendedAttack(attacks, inL1, { name: 'Square', attack: 'square', settings: {} })).toBeNull()
})
