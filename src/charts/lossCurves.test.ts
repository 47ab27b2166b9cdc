import { describe, expect, it } from 'vitest'
import type { LossDescription } from '../engine/attacks/losses/description'
import type { NumberAxis } from './frame/chart'
import { plotOf } from './frame/plot'
import { ticksOf } from './frame/ticks'
import { lossCurves } from './lossCurves'

const SIZE = { width: 500, height: 200 }
const LOG_PROBABILITY: LossDescription = {
  ...{ name: 'log-probability of the target', formula: 'log p(target)', unit: 'nats', highest: 0 },
  reference: { value: -2.3, name: 'guessing' },
}
const CROSS_ENTROPY: LossDescription = {
  ...{ name: 'cross-entropy', formula: '−log p(label)', unit: 'nats', lowest: 0 },
  reference: { value: 2.3, name: 'guessing' },
}
const GAP: LossDescription = { name: 'gap', formula: '', unit: 'logits', reference: null }

/** Of one model. */
function axesOf(loss: LossDescription, losses: readonly number[]) {
  const series = [{ id: 'one', name: 'one', color: 'red', losses, isStale: false }]
  const chart = lossCurves({ series, loss, format: String })
  const plot = plotOf(chart, SIZE)
  const ticks = (along: 'x' | 'y') => ticksOf(chart[along] as NumberAxis, plot, along)
  return { ...plot, ticks }
}

const domain = (loss: LossDescription, ...losses: number[]) => {
  const { y, ticks } = axesOf(loss, losses)
  return { domain: y.domain() as [number, number], ticks: ticks('y') }
}

const stepTicks = (losses: readonly number[]) => axesOf(GAP, losses).ticks('x')

describe('the axis of a loss', () => {
  it('is that of every step of a long attack', () => {
    const losses = Array.from({ length: 300_000 }, (_, step) => (step === 250_000 ? 40 : 1))
    expect(domain(GAP, ...losses.slice(0, 2)).domain).toEqual([0, 1])
    expect(axesOf(GAP, losses).y.domain()).toEqual([0, 40])
  })

  it.each([[[-9.2, -3, -0.01]], [[-0.02, -0.01]], [[0, 0]], [[-2.3]]])(
    'never extends above 0 for log-probabilities: %j',
    (losses) => {
      const { domain: ends, ticks } = domain(LOG_PROBABILITY, ...losses)
      expect(ends[1]).toBe(0)
      expect(Math.max(...ticks)).toBeLessThanOrEqual(0)
      expect(ends[0]).toBeLessThanOrEqual(Math.min(...losses))
    },
  )

  it.each([[[0.001, 12.3]], [[0, 0]], [[2.3]]])('never extends below 0 for cross-entropies: %j', (losses) => {
    const { domain: ends } = domain(CROSS_ENTROPY, ...losses)
    expect(ends[0]).toBe(0)
    expect(ends[1]).toBeGreaterThanOrEqual(Math.max(...losses))
  })

  it('shows both signs if the loss has both, and has some height', () => {
    expect(domain(GAP, -7.9, 8.2).domain).toEqual([-10, 10])
    const [low, high] = domain(GAP, 0, 0.001).domain
    expect(high - low).toBeGreaterThanOrEqual(0.1)
  })
})

describe('the axis of training steps', () => {
  it.each([
    [[], [0]],
    [[0.4], [0]],
    [
      [0.4, 0.5],
      [0, 1],
    ],
    [
      [0.4, 0.5, 0.6],
      [0, 1, 2],
    ],
  ])('has whole steps only, and no ticks without steps: %j', (losses, ticks) => {
    expect(stepTicks(losses)).toEqual(ticks)
  })

  it('has no more ticks than there are steps', () => {
    for (let steps = 1; steps < 200; steps++) {
      const ticks = stepTicks(Array(steps + 1).fill(0))
      expect(ticks.every(Number.isInteger)).toBe(true)
      expect(ticks.length).toBeGreaterThanOrEqual(2)
    }
  })
})
