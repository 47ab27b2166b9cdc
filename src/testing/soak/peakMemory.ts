/** @file The most memory that this process has taken since: on Linux of each reading by itself, elsewhere of all so far. */
import { readFileSync, writeFileSync } from 'node:fs'

const MB = 1024 * 1024

/** Call it before; the returned function gives the megabytes that were taken on top. */
export function measurePeak(): () => number {
  try {
    // Sets the peak back to what is taken now (man 5 proc).
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // Another system, where the peak of all readings so far bounds that of each.
  }
  const before = process.memoryUsage.rss() / MB
  return () => Math.max(0, peak() - before)
}

function peak(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return Number(kilobytes) / 1024
  } catch {
    return process.resourceUsage().maxRSS / 1024
  }
}
