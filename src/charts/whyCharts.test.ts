/** @file The charts of the article on robustness and gradients, on values whose places can be worked out by hand. */
import { describe, expect, it } from 'vitest'
import { certaintyDots, LEAST_LOSS } from './certaintyDots'
import { growthCurves } from './growthCurves'
import { zooDots } from './zooDots'

describe('the growth of the loss', () => {
  const points = [0, 4, 8].map((epsilon) => ({ epsilon, firstOrder: 0.25 * epsilon, measured: 0.5 * epsilon }))
  const chart = growthCurves({ name: 'One', color: 'red', points, isStale: true, format: (nats) => nats.toFixed(2) })

  it('has the foretold line and the measured curve, on axes from 0 that hold both', () => {
    expect(chart.series.map(({ id, points: drawn }) => [id, drawn.map(({ y }) => y)])).toEqual([
      ['firstOrder', [0, 1, 2]],
      ['measured', [0, 2, 4]],
    ])
    expect(chart.x).toMatchObject({ domain: [0, 8] })
    expect(chart.y).toMatchObject({ domain: [0, 4] })
    expect(chart.series.every(({ isStale }) => isStale)).toBe(true)
  })

  it('is read off with both values and their unit', () => {
    expect(chart.readOff?.text(8)).toBe('ε = 8/255, rise in nats: ε‖∇L‖₁ 2.00, PGD 4.00')
  })

  it('has an axis before anything is computed', () => {
    expect(growthCurves({ name: 'One', color: 'red', points: [], isStale: false, format: String }).x).toMatchObject({
      domain: [0, 1],
    })
  })
})

it('dots of certainty ascend with the loss and leave out what has no logarithm', () => {
  const points = [
    { loss: 0.1, l1: 10 },
    { loss: 0, l1: 0.5 },
    { loss: 0.01, l1: 0 },
  ]
  const models = [{ id: 'one', name: 'One', color: 'red', isStale: false, points }]
  const chart = certaintyDots({ title: 'norm', models, l1: [0.1, 100], format: String })
  expect(chart.series[0]?.points).toEqual([
    { x: LEAST_LOSS, y: 0.5 },
    { x: 0.1, y: 10 },
  ])
  expect(chart.y).toMatchObject({ kind: 'log', domain: [0.1, 100] })
})

it('dots of the zoo have the accuracy with its interval, on an axis that holds both', () => {
  const models = [{ id: 'one', name: 'One', color: 'red', value: 14, share: 0.4, low: 0.37, high: 0.43 }]
  const chart = zooDots({ models, scale: 'log', label: 'norm', accuracy: 'AutoAttack', format: String })
  expect(chart.series[0]?.points).toEqual([{ x: 14, y: 40, low: 37, high: 43 }])
  expect(chart.x).toMatchObject({ kind: 'log', domain: [10, 100] })
  expect((chart.y as { domain: readonly number[] }).domain[1]).toBeGreaterThanOrEqual(43)
  expect(chart.readOff?.text(14)).toBe('norm 14: One 40.0 % (37.0 to 43.0)')
})
