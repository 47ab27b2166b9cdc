import { expect, it } from 'vitest'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { figureForm, isFigureRun } from './accuracyRun'

it('figure 2 is PGD-100 with steps of ε/4, in a search of 5 doublings and 10 bisections', () => {
  const { measure: id, attack, search } = figureForm(describeAttacks())
  expect(attack).toMatchObject({
    id: 'pgd',
    settings: { norm: 'linf', steps: 100, stepSize: { rule: 'shareOfEpsilon', share: 1 / 4 }, randomStart: true },
  })
  expect(search).toEqual({ start: 2 / 255, doublings: 5, bisections: 10 })
  const planned = (change: object) => ({ plan: { measure: { id, attack, search, ...change } } }) as never
  expect(isFigureRun(planned({}))).toBe(true)
  expect(isFigureRun(planned({ id: 'accuracy' }))).toBe(false)
  expect(isFigureRun(planned({ attack: { ...attack, id: 'fgsm' } }))).toBe(false)
  expect(isFigureRun(null)).toBe(false)
})
