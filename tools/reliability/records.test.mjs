import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../root.mjs'
import { RELIABILITY_PAGE, readRecord, recordNames, withRecords } from './records.mjs'

const page = readFileSync(join(root, RELIABILITY_PAGE), 'utf8')

describe('docs/reliability.md', () => {
  it('shows every record as it is', () => {
    expect(recordNames().length).toBeGreaterThan(0)
    expect(withRecords(page), 'run node tools/reliability/page.mjs').toBe(page)
  })

  it.each(recordNames())('has times, dates and what held of %s', (name) => {
    for (const { what, times, held, date } of readRecord(name).rows) {
      expect(held, what).toBeLessThanOrEqual(times)
      expect(date, what).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    }
  })
})
