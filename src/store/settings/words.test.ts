import { describe, expect, it } from 'vitest'
import { ATTACKS } from '../../engine/attacks/registry'
import { findProblem } from '../../engine/attacks/validation'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { describeTraining } from '../../engine/training/describeTraining'
import { describedSettings, settingsOf } from '../attacks/attackChoices'
import { changeSetting, chooseAttack } from '../evaluation/evaluationForm'
import { meaningful } from './values'
import { settingWords } from './words'

const FACTS = { classCount: 10, goal: 'untargeted' } as const
const attacks = describeAttacks()
const choices = attacks.flatMap((attack) => attack.norms.map((norm) => chooseAttack(attack, norm)))

const attackWords = (id: string, norm: 'linf' | 'l1', change: object = {}): string[] => {
  const { settings, defaults } = attacks.find((attack) => attack.id === id)!
  return settingWords(settings, { ...defaults[norm], ...change })
}

describe('described attack settings', () => {
  it.each(choices.map((choice) => [choice.id, choice.settings.norm, choice] as const))(
    'cover every setting of %s in %s, at values and bounds',
    (_id, norm, choice) => {
      const settings = meaningful(describedSettings(attacks, choice)!, settingsOf(choice))
      const names = Object.keys(choice.settings).filter((name) => name !== 'l1Share' || norm === 'l1')
      expect([...settings.map(({ name }) => name), 'norm', 'epsilon'].sort()).toEqual([...names].sort())
      for (const setting of settings) {
        if (setting.kind !== 'number') continue
        for (const value of [settingsOf(choice)[setting.name], setting.min, setting.max]) {
          const set = changeSetting(choice, setting.name, value)
          const problem = findProblem(ATTACKS[set.id] as never, set.settings as never, FACTS)
          expect(problem, `${setting.name} = ${value}`).toBe(null)
        }
      }
    },
  )
})

describe('settings in words', () => {
  it('list every one of an attack that has a meaning', () => {
    expect(attackWords('pgd', 'linf')).toEqual([
      '20 steps',
      'cross-entropy loss',
      'step 2.5 ε / steps',
      'random start',
      '1 restart',
      'last iterate',
      'seed 0',
    ])
    expect(attackWords('pgd', 'linf', { stepSize: { rule: 'fixed', size: 2 / 255 } })).toContain('step 2/255')
    const shared = { stepSize: { rule: 'shareOfEpsilon', share: 0.25 }, randomStart: false }
    expect(attackWords('pgd', 'linf', shared)).toEqual(expect.arrayContaining(['step 0.25 ε', 'no random start']))
    expect(attackWords('pgd', 'l1')).toContain('l1 share 0.02')
    expect(attackWords('fgsm', 'linf')).toContain('step size 1 ε')
    expect(attackWords('square', 'linf', { queries: 1 })).toContain('1 query')
    expect(attackWords('apgdT', 'linf', { targetClasses: 1 })).toEqual([
      '100 steps',
      '1 target class',
      '1 restart',
      'seed 0',
    ])
  })

  it.each([
    ['gradient-norm', {}, ['λ = 1.2', 'ε = 8/255', 'L1 norm']],
    ['gradient-norm', { channelWeights: [1, 2, 1] }, ['weight of red 1, green 2, blue 1']],
    ['adversarial', {}, ['ε = 8/255', '3 PGD steps']],
    ['adversarial', { stepSize255: 2 }, ['step size 2/255']],
    ['natural', {}, []],
  ])('describe the objective %s with %j', (id, change, words) => {
    const { settings, defaults } = describeTraining().objectives.find((objective) => objective.id === id)!
    expect(settingWords(settings, { ...defaults, ...change })).toEqual(expect.arrayContaining(words))
  })

  it('describe an optimiser, with names written as names', () => {
    const { settings, defaults } = describeTraining().optimizers.find(({ id }) => id === 'sgd')!
    expect(settingWords(settings, defaults)).toEqual(['momentum 0.9', 'Nesterov', 'decay 0.0005'])
    const adam = describeTraining().optimizers.find(({ id }) => id === 'adamw')!
    expect(settingWords(adam.settings, adam.defaults)).toEqual(expect.arrayContaining(['β₁ = 0.9', 'ε of Adam 1e-8']))
  })

  it('use the settings’ own names if there is no description', () => {
    const values = { norm: 'l2', steps: 5, stepSize: { rule: 'fixed', size: 0.5 }, isBold: false, size: null }
    expect(settingWords(null, values, ['norm'])).toEqual(['steps 5', 'step 0.5', 'no isBold'])
  })
})
