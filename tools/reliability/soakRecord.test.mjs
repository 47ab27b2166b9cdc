import { describe, expect, it } from 'vitest'
import { addedUp, withParts } from './soakRecord.mjs'

const NONE = { hangs: 0, crashes: 0, faults: 0, slow: 0, large: 0 }
const part = (name, times, more = {}) => ({
  part: name,
  times,
  held: times,
  ...NONE,
  read: 1,
  ms: 5,
  megabytes: 1,
  ...more,
})

describe('the record of the soak', () => {
  it('adds up the files of different seeds, and says the most of what one took', () => {
    const row = addedUp('mutated files: PNG', [part('seed 1', 1000, { ms: 12 }), part('seed 2', 500, { megabytes: 7 })])
    expect(row).toMatchObject({ times: 1500, held: 1500, detail: '2 read, at most 12 ms and 7 MB' })
  })

  it('has the files of a seed once, as they were read last', () => {
    const before = [part('seed 1', 1000, { held: 999, hangs: 1 }), part('seed 2', 10)]
    const row = addedUp('mutated files: PNG', withParts(before, [part('seed 1', 1000)]))
    expect(row).toMatchObject({ times: 1010, held: 1010 })
    expect(row.parts).toHaveLength(2)
  })

  it('says what did not hold', () => {
    const row = addedUp('bombs: ONNX', [part('scale 1', 12, { held: 10, hangs: 1, large: 1 })])
    expect(row.detail).toBe('1 hangs, 1 too large, 1 read, at most 5 ms and 1 MB')
  })
})
