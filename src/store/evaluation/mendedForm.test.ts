import { describe, expect, it } from 'vitest'
import type { AttackChoice } from '../../engine/attacks/registry'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import type { Mend } from '../../engine/evaluation/types'
import { RANKING_FIELDS } from '../../plans/evaluationNumbers'
import { chooseAttack, usualSearch } from './evaluationForm'
import type { Measure } from './evaluationPlan'
import { mendedForm } from './mendedForm'

const attacks = describeAttacks()
const usual = (id: string) => chooseAttack(attacks.find((each) => each.id === id)!, 'linf') as AttackChoice
const more: Mend = { name: '80 steps', attack: null, settings: { steps: 80 } }
const bySquare: Mend = { name: 'Square', attack: 'square', settings: {} }
const ranking = (budget: number, ...others: string[]): Measure => ({
  ...{
    id: 'ranking',
    attack: usual('pgd'),
    others: others.map(usual),
    search: usualSearch('linf'),
    budget,
    nearest: [],
  },
})

describe('a mend', () => {
  it('changes the attack of an evaluation', () => {
    const measure: Measure = { id: 'accuracy', attack: usual('pgd'), epsilons: [] }
    expect(mendedForm(measure, attacks, more)).toMatchObject({ name: '80 steps', change: { attack: { id: 'pgd' } } })
  })

  it('never leaves a norm of a worst case out', () => {
    const inNorm = (norm: 'linf' | 'l2' | 'l1') => chooseAttack(attacks.find(({ id }) => id === 'pgd')!, norm)
    const over = (...norms: ('l2' | 'l1')[]): Measure => ({
      ...{ id: 'worstCase', attack: inNorm('linf'), others: norms.map(inNorm) },
    })
    expect(mendedForm(over('l2'), attacks, bySquare)).toMatchObject({ change: { attack: { id: 'square' } } })
    expect(mendedForm(over('l2', 'l1'), attacks, bySquare)).toBeNull()
    expect(mendedForm(over('l2', 'l1'), attacks, more)).toMatchObject({ change: { attack: { id: 'pgd' } } })
  })

  it('of too few steps raises the budget of a ranking, from which steps follow', () => {
    expect(mendedForm(ranking(200, 'apgdCe'), attacks, more)).toEqual({
      name: 'a budget of 800 passes',
      change: { ranking: { attacks: ['pgd', 'apgdCe'], budget: 800 } },
    })
    expect(mendedForm(ranking(RANKING_FIELDS.budget.max as number, 'apgdCe'), attacks, more)).toBeNull()
  })

  it('by another attack adds it to a ranking that lacks it', () => {
    expect(mendedForm(ranking(200, 'apgdCe'), attacks, bySquare)).toMatchObject({
      name: 'Square too',
      change: { ranking: { attacks: ['pgd', 'apgdCe', 'square'] } },
    })
    expect(mendedForm(ranking(200, 'square'), attacks, bySquare)).toBeNull()
  })

  it('of a setting that a ranking takes as it usually is changes nothing of it', () => {
    const restarts: Mend = { name: '4 restarts', attack: null, settings: { restarts: 4 } }
    expect(mendedForm(ranking(200, 'apgdCe'), attacks, restarts)).toBeNull()
  })
})
