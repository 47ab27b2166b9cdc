/** @file The values of a page, by its encoding. Nothing is allocated that the page's bytes do not hold. */
import { quoteName } from '../../../../quote'
import { Refusal } from '../../../refusal'
import { Cursor, Damaged } from './cursor'
import { readDeltas } from './deltas'
import { readRuns } from './runs'

/** Bytes are borrowed from their page. */
export type ColumnValue = Uint8Array | number

/** @param dictionary of the column, if its pages refer to one */
export function readValues(
  bytes: Uint8Array,
  encoding: string,
  type: string,
  count: number,
  dictionary: readonly ColumnValue[] | null,
): readonly ColumnValue[] {
  switch (encoding) {
    case 'PLAIN':
      return readPlain(bytes, type, count)
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      return readReferences(bytes, count, dictionary)
    case 'DELTA_BINARY_PACKED':
      return [...readDeltas(new Cursor(bytes), count)]
    case 'DELTA_LENGTH_BYTE_ARRAY': {
      const cursor = new Cursor(bytes)
      return [...readDeltas(cursor, count)].map((length) => cursor.take(length))
    }
    default:
      throw new Refusal(`has values encoded as ${quoteName(encoding)}, which is not read here; choose another`)
  }
}

/** Of at least so many bytes is each value. */
const LEAST_BYTES: ReadonlyMap<string, number> = new Map([
  ['INT32', 4],
  ['INT64', 8],
  ['BYTE_ARRAY', 4],
])

export function readPlain(bytes: Uint8Array, type: string, count: number): readonly ColumnValue[] {
  const least = LEAST_BYTES.get(type)
  if (least === undefined) {
    throw new Refusal(
      `has values of the type ${quoteName(type)}, where images are bytes and classes whole numbers; choose another`,
    )
  }
  if (least * count > bytes.length) {
    throw new Damaged('It has too few bytes for its values.')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const cursor = new Cursor(bytes)
  return Array.from({ length: count }, (_, i) => {
    if (type === 'INT32') return view.getInt32(4 * i, true)
    if (type === 'INT64') return Number(view.getBigInt64(8 * i, true))
    return cursor.take(cursor.uint32())
  })
}

function readReferences(
  bytes: Uint8Array,
  count: number,
  dictionary: readonly ColumnValue[] | null,
): readonly ColumnValue[] {
  const width = count === 0 ? 0 : new Cursor(bytes).uint8()
  const indices = new Uint32Array(count)
  readRuns(bytes.subarray(1), width, indices)
  return Array.from(indices, (index) => {
    const value = dictionary?.[index]
    if (value === undefined) throw new Damaged('It refers to a value that its dictionary lacks.')
    return value
  })
}
