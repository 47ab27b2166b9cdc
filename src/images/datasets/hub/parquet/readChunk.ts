/** @file The values of one column in one row group, page by page. Each page is checked before anything is allocated for it. */
import type { ColumnMetaData, PageHeader } from 'hyparquet'
import { countOf } from '../../../../countOf'
import { Refusal } from '../../../refusal'
import type { UnpackBudget } from '../../unpackBudget'
import { MAX_PAGE_BYTES, MAX_PAGE_HEADER_VALUES, MAX_PAGE_TIMES, MIN_PAGE_BYTES } from '../limits'
import { checkThrift } from './checkThrift'
import { Cursor, Damaged } from './cursor'
import type { Leaf } from './leaf'
import { readRuns } from './runs'
import type { Unpack } from './unpackInWorker'
import { isPackingRead } from './unpackPage'
import { type ColumnValue, readPlain, readValues } from './values'

export interface ChunkReading {
  readonly unpack: Unpack
  /** What all pages together may unpack to. */
  readonly budget: UnpackBudget
  /** Lets messages in; throws JobCancelled. */
  readonly pause: () => Promise<void>
}

/** A page of data, unpacked. */
interface DataPage {
  readonly count: number
  readonly encoding: string
  /** Which of its values are there. */
  readonly levels: Uint8Array
  readonly values: Uint8Array
}

/** A value for each of `rows` rows; null where there is none. Throws Damaged or Refusal. */
export async function readChunk(
  chunk: Uint8Array,
  { type, codec }: ColumnMetaData,
  { maxLevel }: Leaf,
  rows: number,
  reading: ChunkReading,
): Promise<readonly (ColumnValue | null)[]> {
  if (!isPackingRead(codec)) throw new Refusal(`is packed by ${codec}, which is not read here; choose another`)
  const { parquetHeader } = await import('hyparquet/src/column.js')
  const values: (ColumnValue | null)[] = []
  let dictionary: readonly ColumnValue[] | null = null
  const cursor = new Cursor(chunk)
  while (values.length < rows) {
    await reading.pause()
    const start = cursor.position
    checkThrift(cursor, MAX_PAGE_HEADER_VALUES)
    const header = parquetHeader({ view: viewOf(chunk), offset: start })
    const packed = cursor.take(header.compressed_page_size)
    const { dictionary_page_header: ofDictionary } = header
    if (ofDictionary) {
      const bytes = await unpacked(packed, header.uncompressed_page_size, codec, reading)
      dictionary = readPlain(bytes, type, counted(ofDictionary.num_values, bytes.length))
    } else {
      const page = await dataPage(header, packed, codec, maxLevel > 0, reading)
      counted(page.count, rows - values.length)
      for (const value of valuesOf(page, type, maxLevel, dictionary)) values.push(value)
    }
  }
  return values
}

/** In the first version of pages the levels are packed with the values, in the second before them. */
async function dataPage(
  header: PageHeader,
  packed: Uint8Array,
  codec: string,
  hasLevels: boolean,
  reading: ChunkReading,
): Promise<DataPage> {
  const { data_page_header: first, data_page_header_v2: second, uncompressed_page_size: bytes } = header
  if (first) {
    const cursor = new Cursor(await unpacked(packed, bytes, codec, reading))
    const levels = hasLevels ? cursor.take(cursor.uint32()) : NOTHING
    return { count: first.num_values, encoding: first.encoding, levels, values: cursor.take(cursor.left) }
  }
  if (!second) throw new Damaged('It has pages of an unknown kind.')
  const { num_values: count, encoding, is_compressed: isPacked } = second
  const levelBytes = counted(
    second.repetition_levels_byte_length + second.definition_levels_byte_length,
    Math.min(packed.length, bytes),
  )
  const rest = packed.subarray(levelBytes)
  const left = bytes - levelBytes
  const values = left === 0 ? NOTHING : await unpacked(rest, left, isPacked === false ? 'UNCOMPRESSED' : codec, reading)
  return { count, encoding, levels: packed.subarray(second.repetition_levels_byte_length, levelBytes), values }
}

const NOTHING = new Uint8Array(0)

/** The values that are there, and null for those that are not. */
function* valuesOf(
  { count, encoding, levels, values }: DataPage,
  type: string,
  maxLevel: number,
  dictionary: readonly ColumnValue[] | null,
): Generator<ColumnValue | null> {
  const found = new Uint8Array(count).fill(maxLevel)
  if (maxLevel > 0) readRuns(levels, 32 - Math.clz32(maxLevel), found)
  const present = found.reduce((sum, level) => sum + (level === maxLevel ? 1 : 0), 0)
  const given = readValues(values, encoding, type, present, dictionary)
  let next = 0
  for (const level of found) yield level === maxLevel ? (given[next++] as ColumnValue) : null
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength)

function counted(count: number, most: number): number {
  if (Number.isInteger(count) && count >= 0 && count <= most) return count
  throw new Damaged('It claims more than there can be.')
}

async function unpacked(packed: Uint8Array, bytes: number, codec: string, reading: ChunkReading): Promise<Uint8Array> {
  const most = Math.min(MAX_PAGE_BYTES, MIN_PAGE_BYTES + MAX_PAGE_TIMES * packed.length)
  if (!(bytes >= 0)) throw new Damaged('A page has a negative size.')
  if (bytes > most) {
    const megabytes = (size: number) => `${Math.ceil(size / 1024 / 1024).toLocaleString('en')} MB`
    throw new Refusal(
      `has a part of ${countOf(packed.length, 'byte')} that unpacks to ${megabytes(bytes)}, more than the ${megabytes(most)} taken; choose another`,
    )
  }
  reading.budget.take(bytes)
  const content = await reading.unpack({ codec, packed, bytes })
  if (content.length !== bytes) throw new Damaged('A page has another size than it claims.')
  return content
}
