import { describe, expect, it } from 'vitest'
import { mergeRows, rowOf } from './accessibilityRecord.mjs'

const PAGE = `Words | with bars.

| group | states | looked at | found | date |
| --- | --- | --- | --- | --- |
| Compare | 3 | 15 | 0 | 2026-11-29 |
| Train | 2 | 10 | 1 | 2026-11-29 |
`

describe('the record of accessibility', () => {
  it('counts states, looks and what was found', () => {
    const annotations = [{ type: 'state' }, { type: 'look' }, { type: 'look' }, { type: 'state' }, { type: 'slow' }]
    const row = rowOf({ title: 'Train', annotations, errors: 4, date: '2026-11-30' })
    expect(row).toEqual(['Train', '2', '2', '4', '2026-11-30'])
  })

  it('replaces the rows of groups that ran, and keeps the others', () => {
    const rows = [
      ['Train', '3', '12', '0', '2026-11-30'],
      ['Figures', '1', '5', '0', '2026-11-30'],
    ]
    expect(mergeRows(PAGE, rows)).toEqual([['Compare', '3', '15', '0', '2026-11-29'], ...rows])
  })
})
