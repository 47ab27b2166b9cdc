/** @file Whole numbers as differences from the one before (DELTA_BINARY_PACKED of parquet's encodings). */
import { type Cursor, Damaged } from './cursor'
import { unpackBits } from './runs'

/** Values of a block, which is 128 in every writer, and of its parts. */
const MAX_BLOCK = 65_536

/** `count` numbers, exact up to 2 ** 53. Leaves the cursor behind them. */
export function readDeltas(cursor: Cursor, count: number): Float64Array {
  const [block, parts, claimed] = [cursor.varint(), cursor.varint(), cursor.varint()]
  const perPart = block / parts
  if (!(block > 0 && block <= MAX_BLOCK && parts > 0 && Number.isInteger(perPart) && perPart % 8 === 0)) {
    throw new Damaged('Its blocks are of an impossible size.')
  }
  if (claimed !== count) throw new Damaged('It has another number of differences than of values.')
  const values = new Float64Array(count)
  let value = cursor.zigzag()
  if (count > 0) values[0] = value
  const differences = new Uint32Array(perPart)
  for (let filled = 1; filled < count; ) {
    const least = cursor.zigzag()
    for (const width of cursor.take(parts)) {
      // The last parts of the last block may be missing.
      if (filled >= count) break
      if (width > 32) throw new Damaged('Its differences are too wide.')
      unpackBits(cursor.take((perPart * width) / 8), width, differences, 0, perPart)
      for (let i = 0; i < perPart && filled < count; i++) {
        value += least + (differences[i] as number)
        values[filled++] = value
      }
    }
  }
  return values
}
