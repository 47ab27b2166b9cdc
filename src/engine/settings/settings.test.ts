import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { expectSentence, messageOf } from '../../testing/sentence'
import { crossingSteps, stepSizeField } from '../attacks/algorithms/stepSize'
import { findSettingsProblem, parseSettings } from './check'
import { describeSettings } from './describe'
import { choice, flag, optionalPositiveNumber, positiveNumber, realNumber, shareBelowOne, steps } from './fields'

const schema = z.object({
  steps: steps(20),
  share: realNumber({ min: 0, max: 2, usual: 1 }, { label: 'λ' }),
  size: positiveNumber({ max: 255, usual: 8 }, { label: 'ε', unit: '/255' }),
  reach: optionalPositiveNumber({ max: 255 }, { label: 'Reach', help: 'How far it goes.' }),
  decay: shareBelowOne(0.9, { label: 'Decay' }),
  randomStart: flag(true, { label: 'Random start' }),
  result: choice(['last', 'worst'], 'last', { label: 'Result', options: { last: 'last', worst: 'worst' } }),
  stepSize: stepSizeField(crossingSteps(20)),
})

describe('a description of settings', () => {
  it('has bounds and words for every one, in order, and can be cloned', () => {
    const described = describeSettings(schema)
    expect(described).toEqual([
      expect.objectContaining({ kind: 'number', name: 'steps', label: 'Steps', min: 1, max: 10_000, isWhole: true }),
      expect.objectContaining({ kind: 'number', name: 'share', label: 'λ', min: 0, max: 2, isAbove: false }),
      expect.objectContaining({ kind: 'number', name: 'size', unit: '/255', min: 0, max: 255, isAbove: true }),
      expect.objectContaining({ kind: 'number', name: 'reach', help: 'How far it goes.', isNullable: true }),
      expect.objectContaining({ kind: 'number', name: 'decay', max: 1, isBelow: true }),
      { kind: 'flag', name: 'randomStart', label: 'Random start' },
      expect.objectContaining({ kind: 'choice', name: 'result', values: ['last', 'worst'] }),
      { kind: 'stepSize', name: 'stepSize', label: 'Step size' },
    ])
    expect(structuredClone(described)).toEqual(described)
  })

  it('is refused if a setting has no words', async () => {
    expectSentenceOf(await messageOf(() => describeSettings(z.object({ bare: z.number() }))), 'bare')
  })
})

const expectSentenceOf = (message: string, named: string) => expect(message).toContain(named)

describe('checking settings', () => {
  it.each([
    [{ steps: 0 }, 'number of steps is 0', 'a whole number from 1 to 10000'],
    [{ steps: 2.5 }, '2.5', 'a whole number'],
    [{ steps: Number.NaN }, 'NaN', 'a whole number'],
    [{ share: 2.5 }, 'λ', 'a number from 0 to 2'],
    [{ size: 0 }, 'ε', 'above 0 and up to 255'],
    [{ decay: 1 }, 'Decay', 'at least 0 and below 1'],
    [{ randomStart: 'yes' }, 'Random start', 'true or false'],
    [{ result: 'best' }, 'Result', 'one of last, worst'],
    [{ stepSize: { rule: 'fixed', size: -1 } }, 'Step size', 'a size of 0 or larger'],
  ])('refuses %j in one sentence', (given, named, remedy) => {
    expectSentence(findSettingsProblem(schema, given) ?? 'No problem', named, remedy)
  })

  it('fills in missing values', () => {
    expect(parseSettings(schema, { steps: 3 })).toMatchObject({ steps: 3, share: 1, reach: null, result: 'last' })
    expect(findSettingsProblem(schema, {})).toBeNull()
  })

  it('refuses anything but an object', () => {
    expectSentence(findSettingsProblem(schema, 'PGD') ?? 'No problem')
  })
})
