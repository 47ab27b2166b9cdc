/** @file Ranges of a file's bytes. */

/** Start and end (exclusive) of a range of bytes. */
export type Range = readonly [start: number, end: number]

/** Appends a range, extending the last one if they touch, so that a file of many parts has few ranges. */
export function addRange(ranges: Range[], start: number, end: number): void {
  const last = ranges.at(-1)
  if (last !== undefined && last[1] === start) ranges[ranges.length - 1] = [last[0], end]
  else ranges.push([start, end])
}

/** The bytes of `ranges`, joined. */
export function keepRanges(bytes: Uint8Array, ranges: readonly Range[]): Uint8Array<ArrayBuffer> {
  return joinBytes(ranges.map(([start, end]) => bytes.subarray(start, end)))
}

/** All parts concatenated into a copy. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
