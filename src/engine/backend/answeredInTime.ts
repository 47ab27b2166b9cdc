/** @file Nothing that the browser never answers keeps a start waiting: it ends in an error, and another backend is tried. */
import { countOf } from '../../countOf'

/** As long as the page waits for an engine that is silent. Where software compiles shaders, an answer takes many seconds. */
const LONGEST_MS = 120_000

/** @throws where `work` takes longer */
export async function answeredInTime<Value>(work: Promise<Value>, longestMs = LONGEST_MS): Promise<Value> {
  let clock: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    const message = `the browser did not answer for ${countOf(Math.round(longestMs / 1000), 'second')}`
    clock = setTimeout(() => reject(new Error(message)), longestMs)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(clock)
    // Nobody waits any more for how it ends.
    work.catch(() => {})
  }
}
