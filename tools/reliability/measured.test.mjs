import { expect, it } from 'vitest'
import { greatestOf, meanOf, measuredWith, sumOf } from './measured.mjs'

it('adds up what trials measured, also those of an earlier run that was written as JSON', () => {
  const earlier = measuredWith(measuredWith({}, { seconds: 2, kills: 3 }), { seconds: 4 })
  const all = measuredWith(JSON.parse(JSON.stringify(earlier)), { seconds: 3, kills: 4 })
  expect(meanOf(all, 'seconds')).toBe(3)
  expect(greatestOf(all, 'seconds')).toBe(4)
  expect(sumOf(all, 'kills')).toBe(7)
  expect([meanOf(all, 'none'), sumOf(all, 'none'), greatestOf(all, 'none')]).toEqual([0, 0, 0])
})
