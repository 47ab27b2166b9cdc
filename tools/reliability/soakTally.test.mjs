import { describe, expect, it, vi } from 'vitest'
import { Tally } from './soakTally.mjs'

const MB = 1024 * 1024
const TASK = { group: 'zips', part: 'scale 1', asked: { kind: 'bombs', family: 'zips', scale: 1, first: 0 } }

const told = (name, megabytes, bytes = 0) => ({
  kind: 'read',
  run: 0,
  name,
  spent: { ms: 1, silentMs: 1, megabytes },
  bytes,
  fault: null,
  outcome: 'read',
})
const ended = (...messages) => ({ told: [...messages, { kind: 'done' }], ended: 'done', errors: '' })

/** Counts files of so many megabytes, which are others with early collection. */
async function counted(first, early) {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const reading = vi.fn(async (_reader, _asked, collectsEarly = false) => (collectsEarly ? early : first))
  const tally = new Tally(reading)
  await tally.add(TASK, 'reader')
  return { reading, tally, count: [...tally.groups.values()][0] }
}

describe('the tally of the soak', () => {
  it('counts what takes no more than its bound, by one reading', async () => {
    const { reading, count, tally } = await counted(ended(told('a', 67, MB)), ended())
    expect(count).toMatchObject({ files: 1, large: 0, collected: 0, megabytes: 67 })
    expect(reading).toHaveBeenCalledTimes(1)
    expect(tally.isClean).toBe(true)
  })

  it('reads what took more again, by itself and with early collection', async () => {
    const { reading, count, tally } = await counted(ended(told('a', 1), told('b', 90)), ended(told('b', 40)))
    expect(reading).toHaveBeenLastCalledWith('reader', { ...TASK.asked, only: 'b' }, true)
    expect(count).toMatchObject({ files: 2, large: 0, collected: 1, megabytes: 40 })
    expect(tally.isClean).toBe(true)
  })

  it.each([
    ['takes more then too', ended(told('a', 80))],
    ['ends in a crash then', { told: [], ended: 'crash', errors: '' }],
  ])('says what is too large: what %s', async (_, early) => {
    const { count, tally } = await counted(ended(told('a', 90)), early)
    expect(count).toMatchObject({ files: 1, large: 1, collected: 0 })
    expect(tally.isClean).toBe(false)
  })
})
