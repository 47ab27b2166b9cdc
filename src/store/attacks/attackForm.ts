/** @file The form of the comparison's attack, and what it means for a model. */
import type { AttackChoice } from '../../engine/attacks/registry'
import { USUAL_ATTACK } from '../../engine/attacks/usualAttack'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { SettingDescription } from '../../engine/settings/describe'
import { findClass } from '../compare/questions'
import { type NamedSettings, usualShare } from '../settings/values'
import type { AttackForm } from '../types'
import { isSameChoice, settingsOf, withSetting } from './attackChoices'
import { fromShown, NORMS } from './normUnits'

/** Few steps, so that results keep up with the slider. */
const FIRST_STEPS = 10

export const initialAttack: AttackForm = {
  choice: {
    id: USUAL_ATTACK,
    settings: {
      norm: 'linf',
      epsilon: fromShown(NORMS.linf.usual, 'linf'),
      seed: 1,
      steps: FIRST_STEPS,
      loss: 'crossEntropy',
      stepSize: { rule: 'shareOfEpsilon', share: usualShare(FIRST_STEPS) },
      randomStart: true,
      restarts: 1,
      result: 'last',
      l1Share: 0.02,
    },
  },
  target: null,
  madeOn: 'each',
}

/** Changes settings of the attack by name. */
export const withSettings = (form: AttackForm, change: NamedSettings): AttackForm => ({
  ...form,
  choice: Object.entries(change).reduce((choice, [name, value]) => withSetting(choice, name, value), form.choice),
})

export const isSameAttack = (one: AttackForm, other: AttackForm): boolean =>
  one === other ||
  (one.target === other.target && one.madeOn === other.madeOn && isSameChoice(one.choice, other.choice))

/** Reduces steps and the like so that results keep up with the slider; a person can set more. */
export const forLive = (choice: AttackChoice, settings: readonly SettingDescription[]): AttackChoice =>
  settings.reduce((short, { name, liveMost = Number.POSITIVE_INFINITY }) => {
    const value = settingsOf(short)[name]
    return typeof value === 'number' && value > liveMost ? withSetting(short, name, liveMost) : short
  }, choice)

export const interactiveAttacks = (attacks: readonly AttackDescription[]): readonly AttackDescription[] =>
  attacks.filter(({ isLive }) => isLive)

/** Index of the target class, or null if the attack is untargeted or the model has no class of this name. */
export const targetIn = ({ target }: AttackForm, classes: readonly string[]): number | null =>
  target === null ? null : findClass(classes, target)

/** Removes the rounding error of converting to [0, 1] and back. */
export const roundEpsilon = (shown: number): number => Number(shown.toPrecision(9))
