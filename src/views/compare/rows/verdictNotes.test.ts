import { expect, it } from 'vitest'
import type { Outcome } from '../../../outcomes/outcome'
import type { AttackResult } from '../../../store/types'
import { verdictNotes } from './verdictNotes'

interface Given {
  readonly verdict: Outcome
  readonly epsilon?: number
  readonly size?: number
  readonly zeroGradient?: boolean
  readonly source?: Outcome | null
  readonly label?: number
  readonly target?: number | null
  readonly named?: string | null
}

const notesOf = (given: Given) => {
  const { verdict, epsilon = 0.1, size = 0.1, zeroGradient = false } = given
  const { source = null, label = 0, target = null, named = null } = given
  return verdictNotes({
    outcome: { verdict, size, zeroGradient },
    form: { target: named, choice: { settings: { epsilon } } },
    ...{ label, target, verdictOfSource: source },
  } as AttackResult)
}

it.each<[what: string, Given, expected: string[]]>([
  ['robust', { verdict: 'robust' }, []],
  ['fooled', { verdict: 'fooled' }, []],
  ['robust at ε = 0', { verdict: 'robust', epsilon: 0, size: 0 }, []],
  ['missed at ε = 0', { verdict: 'missed', epsilon: 0, size: 0, target: 1, named: 'dog' }, ['target: dog']],
  // Wrong at any epsilon, whatever the gradient was.
  ['wrong at ε = 0', { verdict: 'wrong', epsilon: 0, size: 0 }, []],
  ['wrong without a gradient', { verdict: 'wrong', zeroGradient: true, source: 'wrong' }, []],
  [
    'robust without a gradient',
    { verdict: 'robust', zeroGradient: true },
    ['the gradient was zero: the attack could not move; this does not show robustness'],
  ],
  ['fooled without a gradient', { verdict: 'fooled', zeroGradient: true }, []],
  ['robust without a perturbation', { verdict: 'robust', size: 0 }, ['the attack found no perturbation within ε']],
  ['reached', { verdict: 'reached', target: 1, named: 'dog' }, ['target: dog']],
  ['led to the label', { verdict: 'noAttack', target: 0, named: 'cat' }, ['the target “cat” is the label']],
  [
    'led to the prediction',
    { verdict: 'noAttack', target: 1, named: 'dog' },
    ['the target “dog” is predicted without an attack'],
  ],
  [
    'led to a class that it lacks',
    { verdict: 'robust', named: 'shoe' },
    ['any other class was the goal, as it has no class “shoe”'],
  ],
  [
    'robust, shown what a wrong model gave',
    { verdict: 'robust', source: 'wrong' },
    ['made for a model that is wrong without an attack'],
  ],
  [
    'fooled, shown what a wrong model gave',
    { verdict: 'fooled', source: 'wrong' },
    ['made for a model that is wrong without an attack'],
  ],
  [
    'robust, shown an unchanged image',
    { verdict: 'robust', source: 'wrong', size: 0 },
    ['the first model’s attack did not change the image; this does not show robustness'],
  ],
  [
    'robust, shown what had no gradient',
    { verdict: 'robust', source: 'robust', zeroGradient: true },
    ['the first model’s gradient was zero: the attack could not move; this does not show robustness'],
  ],
  [
    'reached, shown what needed no attack',
    { verdict: 'reached', source: 'noAttack', target: 1, named: 'dog' },
    ['target: dog', 'made for a model that predicts the target without an attack'],
  ],
])('%s: has its note', (_, given, expected) => {
  expect(notesOf(given)).toEqual(expected)
})
