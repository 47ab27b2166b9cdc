/** @file Every bomb, at a fiftieth of its size: `npm run soak` tries them in all sizes, each in a process of its own. */
import { describe, expect, it } from 'vitest'
import { measureSpending } from '../spent'
import { BOMB_FAMILIES } from './families'
import { outcomeOf } from './outcome'

const SCALE = 0.02
const MOST_MS = 2000

describe.each(BOMB_FAMILIES)('a bomb of $kind', ({ bombs, read }) => {
  it.each(bombs(SCALE))('ends within 2 s and 256 MB: $name', async ({ make }) => {
    const spend = async () => {
      const bytes = make()
      const spent = measureSpending()
      // Whatever is neither read nor refused by a sentence is thrown.
      await outcomeOf(() => read(bytes))
      return spent()
    }
    const first = await spend()
    // Tests that run beside it slow down the processor: a bomb that is too slow is so each time.
    const { ms, megabytes } = first.ms < MOST_MS ? first : await spend()
    expect(ms).toBeLessThan(MOST_MS)
    expect(megabytes).toBeLessThan(256)
  })
})
