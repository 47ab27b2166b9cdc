/** @file A file without some stretches of it. */

/** Where a stretch of bytes begins and ends (exclusive). */
export type Range = readonly [start: number, end: number]

/** Adds a stretch behind all others; one that touches the last one lengthens it, so that a file of many parts makes few. */
export function addRange(ranges: Range[], start: number, end: number): void {
  const last = ranges.at(-1)
  if (last !== undefined && last[1] === start) ranges[ranges.length - 1] = [last[0], end]
  else ranges.push([start, end])
}

/** `bytes` of `ranges` alone. */
export function keepRanges(bytes: Uint8Array, ranges: readonly Range[]): Uint8Array<ArrayBuffer> {
  return joinBytes(ranges.map(([start, end]) => bytes.subarray(start, end)))
}

/** All parts one after the other, in a copy. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
