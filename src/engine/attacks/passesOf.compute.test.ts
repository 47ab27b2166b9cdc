import { beforeAll, describe, expect, it } from 'vitest'
import { tinyClassifier, tinyImages } from '../../testing/attackGoldens'
import { prepareBackend } from '../../testing/backends'
import type { Eps01, Pixels01 } from '../../units'
import { UNCONTROLLED } from '../jobControl'
import { attackImages } from './loop/attackImages'
import { passesOf, stepsSetting, stepsWithin } from './passesOf'
import { ATTACKS, type AttackChoice, type AttackId } from './registry'

const CLASSES = 10
const BUDGET = 70
const RANKED = (Object.keys(ATTACKS) as AttackId[]).filter((id) => id !== 'autoAttack' && id !== 'ensemble')

const usual = (id: AttackId): AttackChoice =>
  ({ id, settings: ATTACKS[id].defaults(ATTACKS[id].norms[0] ?? 'linf', 1e-4 as Eps01) }) as unknown as AttackChoice

const withSteps = (choice: AttackChoice, steps: number): AttackChoice => {
  const name = stepsSetting(choice.settings)
  return (name === null ? choice : { ...choice, settings: { ...choice.settings, [name]: steps } }) as AttackChoice
}

beforeAll(() => prepareBackend('wasm'))

describe.each(RANKED)('%s', (id) => {
  it('takes as many passes of a real model as were counted beforehand', async () => {
    const choice = withSteps(usual(id), 3)
    const { pixels, labels } = tinyImages(1)
    const input = { pixels: pixels as Pixels01, labels, attack: choice, stopWhenFooled: false }
    const [result] = await attackImages(tinyClassifier(), input, UNCONTROLLED)
    const { forward = 0, backward = 0 } = result?.passes ?? {}
    expect(forward + backward - 1).toBe(await passesOf(choice, CLASSES))
  })

  it('stays within a budget with the steps that it is given, and would not with one more', async () => {
    const steps = await stepsWithin(usual(id), CLASSES, BUDGET)
    if (steps === null) return expect(await passesOf(usual(id), CLASSES)).toBeLessThanOrEqual(BUDGET)
    expect(await passesOf(withSteps(usual(id), steps), CLASSES)).toBeLessThanOrEqual(BUDGET)
    expect(await passesOf(withSteps(usual(id), steps + 1), CLASSES)).toBeGreaterThan(BUDGET)
  })
})

it('refuses a budget that is too small for one step', async () => {
  await expect(stepsWithin(usual('apgdT'), CLASSES, 20)).rejects.toThrow(/for one step.*raise it/)
})
