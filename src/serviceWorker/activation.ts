/**
 * @file Bounds what a new service worker does before it serves the page: until then every request of the page waits. In
 * Firefox `clients.claim` does not end while a worker of a tab hangs, and after that now and then never.
 */

const LONGEST_MS = 3000

/** Ends with `work`, which goes on by itself where it takes longer than this. */
export function activation(work: Promise<unknown>, longestMs = LONGEST_MS): Promise<unknown> {
  let clock: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    clock = setTimeout(resolve, longestMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(clock))
}
