/** @file A parquet file's row groups, the parts of it that are fetched. */

import type { AsyncBuffer, FileMetaData } from 'hyparquet'
import { countOf } from '../../../countOf'
import { JobCancelled } from '../../../engine/jobControl'
import { smallestOf } from '../../../numbers/extremes'
import { Refusal } from '../../refusal'
import type { Columns } from './features'
import { MAX_FOOTER_BYTES, MAX_FOOTER_VALUES, MAX_ROWS_PER_GROUP } from './limits'
import { checkThrift } from './parquet/checkThrift'
import { Cursor } from './parquet/cursor'
import { chunkOf, type Leaf, leafOf } from './parquet/leaf'
import { type ChunkReading, readChunk } from './parquet/readChunk'
import type { ColumnValue } from './parquet/values'
import { spreadOrder } from './spread'

/** Loaded on demand, because other formats do not need it. */
const loadHyparquet = () => import('hyparquet')

const FIRST_READ_BYTES = 128 * 1024

/** Behind the metadata: its length, and the mark of the format. */
const TRAILER_BYTES = 8

export interface ParquetFile {
  readonly buffer: AsyncBuffer
  readonly metadata: FileMetaData
}

export interface RowGroup {
  readonly file: ParquetFile
  /** Its number among the file's. */
  readonly index: number
  /** Index of its file among the split's files. */
  readonly fileNumber: number
  /** Its first row in the file. */
  readonly start: number
  readonly rows: number
  /** Compressed size of the two columns that are read. */
  readonly bytes: number
}

export interface Row {
  /** The row's number in the file. */
  readonly number: number
  /** null if there is none. */
  readonly image: Uint8Array | null
  readonly label: number | null
}

/** Reads a file's metadata, which is at its end. Throws Refusal if it is invalid. */
export async function openParquet(buffer: AsyncBuffer): Promise<ParquetFile> {
  const { parquetMetadata } = await loadHyparquet()
  const metadata = await explained(async () => {
    const footer = await readFooter(buffer)
    checkThrift(new Cursor(footer.subarray(0, -TRAILER_BYTES)), MAX_FOOTER_VALUES)
    return parquetMetadata(footer, { geoparquet: false })
  })
  return { buffer, metadata }
}

/** The metadata and what stands behind it, which is fetched in one part or two. */
async function readFooter(buffer: AsyncBuffer): Promise<Uint8Array> {
  const { byteLength } = buffer
  const start = Math.max(0, byteLength - FIRST_READ_BYTES)
  const end = new Uint8Array(await buffer.slice(start, byteLength))
  if (end.length < TRAILER_BYTES || String.fromCharCode(...end.subarray(-4)) !== 'PAR1') throw damaged()
  const bytes = new DataView(end.buffer).getUint32(end.length - TRAILER_BYTES, true) + TRAILER_BYTES
  if (bytes > MAX_FOOTER_BYTES) {
    throw new Refusal(
      `has a file whose metadata takes ${countOf(bytes, 'byte')}, more than the ${MAX_FOOTER_BYTES.toLocaleString('en')} allowed; choose another`,
    )
  }
  if (bytes > byteLength) throw damaged()
  if (bytes <= end.length) return end.subarray(end.length - bytes)
  const before = new Uint8Array(await buffer.slice(byteLength - bytes, start))
  const whole = new Uint8Array(bytes)
  whole.set(before)
  whole.set(end, before.length)
  return whole
}

export function rowGroupsOf(file: ParquetFile, fileNumber: number, columns: Columns): RowGroup[] {
  const leaves = leavesOf(file, columns)
  let start = 0
  return file.metadata.row_groups.map((group, index) => {
    const rows = Number(group.num_rows)
    const bytes = leaves
      .map((leaf) => Number(chunkOf(group, leaf)?.total_compressed_size ?? 0))
      .reduce((sum, size) => (size >= 0 ? sum + size : Number.NaN), 0)
    if (!(Number.isSafeInteger(rows) && rows >= 0 && Number.isSafeInteger(bytes))) throw damaged()
    if (rows > MAX_ROWS_PER_GROUP) {
      throw new Refusal(
        `is stored in pieces of ${countOf(rows, 'row')}, more than the ${MAX_ROWS_PER_GROUP.toLocaleString('en')} allowed; choose another`,
      )
    }
    const found = { file, index, fileNumber, start, rows, bytes }
    start += rows
    return found
  })
}

/** Of an image its bytes, which may be a part of a struct with the path of the file that it was read from. */
const leavesOf = ({ metadata }: ParquetFile, { image, label }: Columns): [Leaf, Leaf] => [
  leafOf(metadata, image, 'bytes'),
  leafOf(metadata, label, label),
]

/**
 * Row groups from all over a split with `maxImages` rows in total, or as many
 * as fit into `maxBytes`. Throws Refusal if not even one fits.
 */
export function chooseRowGroups(groups: readonly RowGroup[], maxImages: number, maxBytes: number): RowGroup[] {
  const chosen: RowGroup[] = []
  let images = 0
  let bytes = 0
  for (const index of spreadOrder(groups.length)) {
    const group = groups[index] as RowGroup
    if (images >= maxImages) break
    if (group.rows === 0 || bytes + group.bytes > maxBytes) continue
    chosen.push(group)
    images += group.rows
    bytes += group.bytes
  }
  if (chosen.length === 0) {
    const rows = groups.reduce((sum, group) => sum + group.rows, 0)
    if (rows === 0) throw new Refusal('has no rows; choose another')
    const smallest = smallestOf(groups.map((group) => group.bytes))
    const megabytes = (size: number) => Math.round(size / 1024 / 1024)
    throw new Refusal(
      `is stored in pieces of ${megabytes(smallest)} MB, more than the ${megabytes(maxBytes)} MB fetched; choose another`,
    )
  }
  return chosen.sort((a, b) => a.fileNumber - b.fileNumber || a.start - b.start)
}

/** All rows of a row group. Throws Refusal if they cannot be read. */
export async function readRows(group: RowGroup, columns: Columns, reading: ChunkReading): Promise<Row[]> {
  const [image, label] = leavesOf(group.file, columns)
  const [images, labels] = await explained(() =>
    Promise.all([readLeaf(group, image, reading), readLeaf(group, label, reading)]),
  )
  return images.map((value, i) => ({
    number: group.start + i,
    image: value instanceof Uint8Array && value.length > 0 ? value : null,
    label: labelOf(labels[i]),
  }))
}

async function readLeaf({ file, index, rows }: RowGroup, leaf: Leaf, reading: ChunkReading) {
  const chunk = chunkOf(file.metadata.row_groups[index], leaf)
  if (chunk === undefined) throw damaged()
  const [data, dictionary] = [Number(chunk.data_page_offset), Number(chunk.dictionary_page_offset ?? 0)]
  const start = dictionary > 0 ? Math.min(data, dictionary) : data
  const bytes = await file.buffer.slice(start, start + Number(chunk.total_compressed_size))
  return readChunk(new Uint8Array(bytes), chunk, leaf, rows, reading)
}

/** -1 means that the class is not published. */
const labelOf = (value: ColumnValue | null | undefined): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null

async function explained<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw error instanceof Refusal || error instanceof JobCancelled ? error : damaged()
  }
}

const damaged = () =>
  new Refusal('has a file that is not a whole parquet file, or is damaged; retry, or choose another')
