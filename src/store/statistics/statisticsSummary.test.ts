import { describe, expect, it } from 'vitest'
import { type Selection, selectionOf } from './selection'
import type { StatisticsRow } from './statisticsRows'
import { pairedEffect, selectedSummary, summaryOf } from './statisticsSummary'

const row = (modelId: string, index: number, value: number | null, outcome: StatisticsRow['outcome'] = 'robust') =>
  ({ modelId, index, label: 0, predicted: 0, outcome, values: { l1: value } }) satisfies StatisticsRow

const ROWS = [
  ...[1, 2, 3, 4].map((value, index) => row('base', index, value, index < 2 ? 'robust' : 'fooled')),
  row('base', 4, null),
  ...[2, 4, 6, 2].map((value, index) => row('other', index, value)),
]

describe('a summary', () => {
  it('is of the images that have the number, all and by outcome', () => {
    expect(summaryOf(ROWS, 'base', 'l1')).toMatchObject({
      images: 4,
      mean: 2.5,
      middle: { median: 2.5 },
      quartiles: [1.75, 3.25],
      byOutcome: { robust: 1.5, fooled: 3.5, wrong: null },
    })
    expect(summaryOf(ROWS, 'none', 'l1')).toBeNull()
  })
})

describe('what is selected', () => {
  it('has a median for each model, none for one without a number in the ranges', () => {
    const selection = selectionOf(ROWS, { l1: [2, 5] }) as Selection
    expect(selectedSummary(ROWS, selection, 'base', 'l1')).toEqual({ images: 3, median: 3 })
    expect(selectedSummary(ROWS, selection, 'other', 'l1')).toEqual({ images: 3, median: 2 })
    expect(selectedSummary(ROWS, selection, 'none', 'l1')).toEqual({ images: 0, median: null })
  })
})

describe('an effect between two models', () => {
  it('of norms is the median ratio on the same images', () => {
    // Ratios 2, 2, 2 and 1/2.
    const effect = pairedEffect(ROWS, 'other', 'base', { id: 'l1', scale: 'log' })
    expect(effect).toMatchObject({ images: 4, compared: 4, kind: 'ratio', smaller: 0.25 })
    expect(effect?.middle?.median).toBeCloseTo(2, 10)
    // Mean of log ratios ln 2 / 2, their deviation ln 2.
    expect(effect?.d).toBeCloseTo(0.5, 10)
  })

  it('of margins is the median difference, and leaves out images without a pair', () => {
    // Differences 1, 2, 3 and -2.
    const effect = pairedEffect(ROWS, 'other', 'base', { id: 'l1', scale: 'linear' })
    expect(effect).toMatchObject({ kind: 'difference', smaller: 0.25, middle: { median: 1.5 } })
    expect(effect?.d).toBeCloseTo(1 / Math.sqrt(14 / 3), 10)
    expect(pairedEffect(ROWS, 'other', 'none', { id: 'l1', scale: 'log' })).toBeNull()
  })

  it('has no ratio to a gradient of zero, but counts where it is smaller', () => {
    const rows = [
      ...[1, 0, 0, 4].map((value, index) => row('base', index, value)),
      ...[0, 0, 2, 1].map((value, index) => row('other', index, value)),
    ]
    const effect = pairedEffect(rows, 'other', 'base', { id: 'l1', scale: 'log' })
    // Smaller on the first and last, equal on the second; a ratio on the last alone.
    expect(effect).toMatchObject({
      images: 4,
      compared: 1,
      smaller: 2.5 / 4,
      middle: { median: 0.25, low: null },
      d: null,
    })
    const none = pairedEffect(rows.slice(0, 5), 'other', 'base', { id: 'l1', scale: 'log' })
    expect(none).toMatchObject({ images: 1, compared: 0, middle: null, smaller: 1, d: null })
  })

  it('that is the same on every image has no d, however it is rounded', () => {
    const rows = [0.1, 1.1, 2.3].flatMap((value, index) => [row('base', index, value), row('other', index, value + 1)])
    const effect = pairedEffect(rows, 'other', 'base', { id: 'l1', scale: 'linear' })
    expect(effect?.middle?.median).toBeCloseTo(1, 12)
    expect(effect).toMatchObject({ smaller: 0, d: null })
  })

  it('of an even number of ratios is the mean of the middle two, as a median is', () => {
    const rows = [1, 4].flatMap((value, index) => [row('base', index, 1), row('other', index, value)])
    expect(pairedEffect(rows, 'other', 'base', { id: 'l1', scale: 'log' })?.middle?.median).toBe(2.5)
  })
})
