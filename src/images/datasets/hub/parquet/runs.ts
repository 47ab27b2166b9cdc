/** @file Small whole numbers as parquet packs them: in runs of one value, and in groups of eight of a few bits each. */
import { Cursor, Damaged } from './cursor'

/**
 * Fills `into` with numbers of `width` bits (0 to 32). A run may claim any length: no more is read than there is room for.
 *
 * @throws Damaged if the bytes end before it is full
 */
export function readRuns(bytes: Uint8Array, width: number, into: Uint8Array | Uint32Array): void {
  if (!(width >= 0 && width <= 32)) throw new Damaged('Its numbers are too wide.')
  // They are all zero, as is what was allocated for them.
  if (width === 0) return
  const cursor = new Cursor(bytes)
  let filled = 0
  while (filled < into.length) {
    const header = cursor.varint()
    const isPacked = header % 2 === 1
    const claimed = isPacked ? (8 * (header - 1)) / 2 : header / 2
    const count = Math.min(claimed, into.length - filled)
    if (isPacked) {
      unpackBits(cursor.take(Math.min(Math.ceil((claimed * width) / 8), cursor.left)), width, into, filled, count)
    } else {
      const value = readWhole(cursor, width)
      into.fill(value, filled, filled + count)
    }
    filled += count
  }
}

function readWhole(cursor: Cursor, width: number): number {
  let value = 0
  for (let byte = 0; 8 * byte < width; byte++) value += cursor.uint8() * 256 ** byte
  return value
}

/** Unpacks `count` numbers, the least bit first. */
export function unpackBits(
  packed: Uint8Array,
  width: number,
  into: Uint8Array | Uint32Array,
  start: number,
  count: number,
): void {
  if (Math.ceil((count * width) / 8) > packed.length) throw new Damaged('It ends within packed numbers.')
  let at = 0
  let [held, bits] = [0, 0]
  for (let i = 0; i < count; i++) {
    while (bits < width) {
      held += (packed[at++] as number) * 2 ** bits
      bits += 8
    }
    const rest = Math.floor(held / 2 ** width)
    into[start + i] = held - rest * 2 ** width
    held = rest
    bits -= width
  }
}
