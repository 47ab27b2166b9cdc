import { expect, it } from 'vitest'
import type { KeptEpoch } from '../../engine/checkpoints/epochRun'
import { fallsAt } from './collapse'

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
