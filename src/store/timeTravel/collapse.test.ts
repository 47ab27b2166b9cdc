import { expect, it } from 'vitest'
import type { KeptEpoch } from '../../engine/checkpoints/epochRun'
import { doublesAt, fallsAt, misleadsAt } from './collapse'

const run = (...alignments: readonly number[]): KeptEpoch[] =>
  alignments.map((meanAlignment, epoch) => ({
    epoch,
    cleanAccuracy: 1,
    fgsmAccuracy: 1,
    pgdAccuracy: 1,
    zooPgdAccuracy: 1,
    meanGradientL1: 1,
    medianGradientL1: 1,
    meanAlignment,
  }))

it('a figure falls where it loses a third of its highest value and never regains it', () => {
  expect(fallsAt(run(0.1, 0.6, 0.5, 0.39, 0.1), 'meanAlignment')).toBe(3)
  expect(fallsAt(run(0.1, 0.6, 0.3, 0.5, 0.1), 'meanAlignment')).toBe(4)
  expect(fallsAt(run(0.1, 0.6, 0.3, 0.41), 'meanAlignment')).toBe(null)
  expect(fallsAt(run(0.1, 0.6, 0.5, 0.45), 'meanAlignment')).toBe(null)
})

it('what a training begins with is no height from which it falls', () => {
  expect(fallsAt(run(0.9, 0.3, 0.3), 'meanAlignment')).toBe(null)
})

it('the norm has doubled from the epoch on from which it stays above twice an earlier one', () => {
  const norms = (...values: readonly number[]) =>
    run(...values.map(() => 0.5)).map((kept, epoch) => ({ ...kept, meanGradientL1: values[epoch] as number }))
  expect(doublesAt(norms(40, 2, 1.9, 5, 2.5, 6, 30))).toBe(5)
  expect(doublesAt(norms(40, 2, 1.9, 2.3, 2))).toBe(null)
})

it('PGD misleads from the epoch on from which one step of FGSM fools more', () => {
  const weaker = (...values: readonly number[]) =>
    run(...values.map(() => 0.5)).map((kept, epoch) => ({
      ...kept,
      pgdAccuracy: 0.6,
      fgsmAccuracy: values[epoch] as number,
    }))
  expect(misleadsAt(weaker(0.1, 0.7, 0.5, 0.7, 0.5, 0.4))).toBe(4)
  expect(misleadsAt(weaker(0.1, 0.5, 0.7))).toBe(null)
})
