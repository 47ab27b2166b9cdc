import { expect, it } from 'vitest'
import { LOG_BIN_COUNT, logBinOf, logBinStart } from './logBins'

it('a value is in the bin whose ends enclose it; values beyond are in the last bins', () => {
  for (let exponent = -8.95; exponent < 5.9; exponent += 0.1) {
    const bin = logBinOf(10 ** exponent)
    expect(logBinStart(bin)).toBeLessThanOrEqual(10 ** exponent)
    expect(logBinStart(bin + 1)).toBeGreaterThan(10 ** exponent)
  }
  expect([0, 1e-30, 1e30, Number.POSITIVE_INFINITY].map(logBinOf)).toEqual([0, 0, LOG_BIN_COUNT - 1, LOG_BIN_COUNT - 1])
})
