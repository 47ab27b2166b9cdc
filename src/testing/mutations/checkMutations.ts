import fc from 'fast-check'
import { expect } from 'vitest'
import { outcomeOf } from '../bombs/outcome'
import { measureSpending } from '../spent'
import { anyMutation, type MutatedFormat, mutationOf } from './changes'

const LIMIT_MS = 2000
/** What Node and the test take by the way. */
const MEMORY_BESIDE_MB = 256

/** Reads `runs` mutations of a format's seeds: each can be read as a whole, or fails with a sentence, soon. */
export async function checkMutations(format: MutatedFormat, runs: number): Promise<void> {
  const spentOnAll = measureSpending()
  await fc.assert(
    fc.asyncProperty(anyMutation, async (mutation) => {
      const bytes = mutationOf(format, mutation)
      const spent = measureSpending()
      await outcomeOf(() => format.read(bytes))
      expect(spent().ms).toBeLessThan(LIMIT_MS)
    }),
    { numRuns: runs },
  )
  expect(spentOnAll().megabytes).toBeLessThan(MEMORY_BESIDE_MB)
}
