import { countOf } from './countOf'

/** Code that comes no faster has stalled; the largest part has some hundred kilobytes. */
const LONGEST_MS = 30_000

/** @throws one sentence where a part of the page's code, which `load` imports, does not arrive or is something else */
export async function fetchedCode<Loaded>(load: () => Promise<Loaded>, longestMs = LONGEST_MS): Promise<Loaded> {
  let clock: ReturnType<typeof setTimeout> | undefined
  const stalled = new Promise<never>((_, reject) => {
    const seconds = countOf(Math.ceil(longestMs / 1000), 'second')
    const message = `A part of the page’s code has not arrived for ${seconds}; check the connection and reload the page.`
    clock = setTimeout(() => reject(new Error(message)), longestMs)
  })
  const loading = load().catch(() => {
    throw new Error(
      'A part of the page’s code could not be fetched; check the connection and try again, or else reload the page.',
    )
  })
  try {
    return await Promise.race([loading, stalled])
  } finally {
    clearTimeout(clock)
    // Where it comes too late, nobody waits for how it ends.
    loading.catch(() => {})
  }
}
