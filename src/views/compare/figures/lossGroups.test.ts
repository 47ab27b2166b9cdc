import { describe, expect, it } from 'vitest'
import type { LossDescription } from '../../../engine/attacks/losses/description'
import type { AttackChoice } from '../../../engine/attacks/registry'
import { NO_RESULTS } from '../../../store/appStore'
import type { AttackResult } from '../../../store/types'
import type { ModelSeries } from '../../parts/figures/useModelSeries'
import { attacksOf, lossGroups } from './lossGroups'

const NAMES = new Map([
  ['pgd', 'PGD'],
  ['fabT', 'FAB-T'],
])
const GAP: LossDescription = { name: 'logit gap', formula: 'a − b', unit: 'logits', reference: null }

const crossEntropyOf = (classes: number): LossDescription => ({
  name: 'cross-entropy',
  formula: '−log p(label)',
  unit: 'nats',
  reference: { value: Math.log(classes), name: 'guessing' },
})

/** A model with an attack at an epsilon of 255, that maximised a loss. */
function model(id: string, attackId: string, epsilon: number, maximised: LossDescription, madeOn = id): ModelSeries {
  const choice = { id: attackId, settings: { norm: 'linf', epsilon: epsilon / 255, seed: 0 } } as AttackChoice
  const attack = {
    outcome: { maximised, losses: [1, 2] },
    form: { choice, target: null, madeOn: 'each' },
    madeOn,
  } as unknown as AttackResult
  const results = { ...NO_RESULTS, attack: { value: attack, progress: null, error: null } }
  return { id, name: id, color: 'red', results }
}

describe('the curves of the loss chart', () => {
  it('name the epsilon that they were computed for', () => {
    const series = [model('a', 'pgd', 8, crossEntropyOf(10))]
    const [group] = lossGroups(series, new Set(['a']), NAMES)
    expect(attacksOf(group!)).toEqual({ current: [], earlier: ['PGD, L∞, ε = 8/255'] })
  })

  it('with different settings name each, and dim outdated ones', () => {
    const loss = crossEntropyOf(10)
    const series = [model('a', 'pgd', 4, loss), model('b', 'pgd', 8, loss), model('c', 'pgd', 8, loss)]
    const [group] = lossGroups(series, new Set(['b', 'c']), NAMES)
    expect(attacksOf(group!)).toEqual({ current: ['PGD, L∞, ε = 4/255'], earlier: ['PGD, L∞, ε = 8/255'] })
    expect(group!.lines.map(({ isStale }) => isStale)).toEqual([false, true, true])
  })

  it('share an axis only if they are of one loss', () => {
    const series = [model('a', 'pgd', 8, crossEntropyOf(10)), model('b', 'fabT', 8, GAP)]
    const groups = lossGroups(series, new Set(), NAMES)
    expect(groups.map(({ loss, lines }) => [loss.unit, lines.map(({ name }) => name)])).toEqual([
      ['nats', ['a']],
      ['logits', ['b']],
    ])
  })

  it('have no line of guessing with different numbers of classes', () => {
    const series = [model('a', 'pgd', 8, crossEntropyOf(10)), model('b', 'pgd', 8, crossEntropyOf(100))]
    expect(lossGroups(series.slice(0, 1), new Set(), NAMES)[0]!.loss.reference?.value).toBeCloseTo(Math.log(10))
    expect(lossGroups(series, new Set(), NAMES)[0]!.loss.reference).toBe(null)
  })

  it('exclude what was made on another model', () => {
    expect(lossGroups([model('a', 'pgd', 8, GAP, 'b')], new Set(), NAMES)).toEqual([])
  })
})
