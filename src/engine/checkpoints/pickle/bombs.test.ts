/** @file Pickles that ask for all memory, or for ever: each ends soon, in a value or in a reason, within bounds of memory. */
import { describe, expect, it } from 'vitest'
import { PICKLE_BOMBS } from '../../../testing/bombs/pickles'
import { measureSpending } from '../../../testing/spent'
import { TORCH_MEANINGS } from '../torch/meanings'
import { stateDictsIn } from '../torch/savedValue'
import { PickleFault } from './machine'
import { unpickle } from './unpickle'

/** Reads and searches it; whether it was read, or why not. */
function readAll(bytes: Uint8Array): string {
  try {
    stateDictsIn(unpickle(bytes, 0, TORCH_MEANINGS).value)
    return 'read'
  } catch (error) {
    if (!(error instanceof PickleFault)) throw error
    return error.message
  }
}

describe('a pickle bomb', () => {
  it.each(PICKLE_BOMBS)('of %s ends within 2 s and 512 MB', (_, make, ends) => {
    const bytes = make()
    const spent = measureSpending()
    expect(readAll(bytes)).toMatch(ends)
    const { ms, megabytes } = spent()
    expect(ms).toBeLessThan(2000)
    expect(megabytes).toBeLessThan(512)
  })
})
