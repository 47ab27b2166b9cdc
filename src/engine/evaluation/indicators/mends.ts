/** @file Changes to an attack that mend a failure; each empty or null where the attack has no such setting. */
import { countOf } from '../../../countOf'
import { MAX_STEPS } from '../../settings/fields'
import type { Mend } from '../types'
import type { OwnAttack } from './ownAttack'

const TIMES_STEPS = 4
const LEAST_RESTARTS = 4
const MAX_RESTARTS = 1000

const settingsMend = (name: string, settings: Mend['settings']): Mend => ({ name, attack: null, settings })

export function timesSteps({ settings }: OwnAttack): readonly Mend[] | null {
  const { steps } = settings
  if (typeof steps !== 'number' || steps >= MAX_STEPS) return null
  const more = Math.min(MAX_STEPS, steps * TIMES_STEPS)
  return [settingsMend(countOf(more, 'step'), { steps: more })]
}

export function moreRestarts({ settings }: OwnAttack): readonly Mend[] | null {
  const { restarts } = settings
  if (typeof restarts !== 'number' || restarts >= MAX_RESTARTS) return null
  const more = Math.min(MAX_RESTARTS, Math.max(LEAST_RESTARTS, 2 * restarts))
  return [
    settingsMend(countOf(more, 'restart'), { restarts: more, ...('randomStart' in settings && { randomStart: true }) }),
  ]
}

export const keepWorst = ({ settings }: OwnAttack): readonly Mend[] | null =>
  settings.result === 'last' ? [settingsMend('the worst iterate', { result: 'worst' })] : null

/** A margin, where the attack maximises cross-entropy. */
export function otherLoss({ choice, settings }: OwnAttack): readonly Mend[] {
  if (settings.loss === 'crossEntropy') return [settingsMend('the logit margin as loss', { loss: 'margin' })]
  if (choice.id === 'apgdCe') return [{ name: 'APGD-DLR', attack: 'apgdDlr', settings: {} }]
  return choice.id === 'fgsm' ? [{ name: 'PGD on the logit margin', attack: 'pgd', settings: { loss: 'margin' } }] : []
}

export const bySquare = ({ allowsSquare }: OwnAttack): readonly Mend[] =>
  allowsSquare ? [{ name: 'Square', attack: 'square', settings: {} }] : []
