import { describe, expect, it } from 'vitest'
import { selectedOf, selectionOf } from './selection'
import type { StatisticsRow } from './statisticsRows'

const row = (modelId: string, index: number, l1: number | null, margin: number) =>
  ({ modelId, index, label: 0, predicted: 0, outcome: 'robust', values: { l1, margin } }) satisfies StatisticsRow

const ROWS = [
  ...[1, 2, 3].map((value, index) => row('one', index, value, -value)),
  ...[2, null, 3].map((value, index) => row('two', index, value, 0)),
]
const named = (ranges: Parameters<typeof selectionOf>[1]) =>
  selectedOf(ROWS, selectionOf(ROWS, ranges)).map(({ modelId, index }) => `${modelId} ${index}`)

describe('a selection', () => {
  it('has the rows in all ranges, both ends included, and counts each image once', () => {
    expect(named({ l1: [2, 3] })).toEqual(['one 1', 'one 2', 'two 0', 'two 2'])
    expect(selectionOf(ROWS, { l1: [2, 3] })?.images).toBe(3)
    expect(named({ l1: [2, 3], margin: [-2, Number.POSITIVE_INFINITY] })).toEqual(['one 1', 'two 0', 'two 2'])
  })

  it('has no row whose number is not defined, even in a range without ends', () => {
    expect(named({ l1: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] })).not.toContain('two 1')
    expect(named({ unknown: [0, 1] })).toEqual([])
  })

  it('is none without ranges, where all rows are shown', () => {
    expect(selectionOf(ROWS, {})).toBeNull()
    expect(named({})).toHaveLength(ROWS.length)
  })

  it('is the same one for all who ask for the same ranges', () => {
    const ranges = { l1: [2, 3] } as const
    expect(selectionOf(ROWS, ranges)).toBe(selectionOf(ROWS, ranges))
  })
})
