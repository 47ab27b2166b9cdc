/** @file A parquet file's row groups, the parts of it that are fetched. */

import type { AsyncBuffer, FileMetaData } from 'hyparquet'
import { countOf } from '../../../countOf'
import { JobCancelled } from '../../../engine/jobControl'
import { Refusal } from '../../refusal'
import type { Columns } from './features'
import { MAX_FOOTER_BYTES, MAX_PAGE_BYTES, MAX_ROWS_PER_GROUP } from './limits'
import { spreadOrder } from './spread'

/** Loaded on demand, because other formats do not need it. */
const loadHyparquet = () => import('hyparquet')
const loadCompressors = () => import('hyparquet-compressors')

const FIRST_READ_BYTES = 128 * 1024

export interface ParquetFile {
  readonly buffer: AsyncBuffer
  readonly metadata: FileMetaData
}

export interface RowGroup {
  readonly file: ParquetFile
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
  const { parquetMetadataAsync } = await loadHyparquet()
  const { byteLength } = buffer
  const end: AsyncBuffer = {
    byteLength,
    slice(start, until = byteLength) {
      if (until - start <= MAX_FOOTER_BYTES) return buffer.slice(start, until)
      throw new Refusal(
        `has a file whose metadata takes ${countOf(until - start, 'byte')}, more than the ${MAX_FOOTER_BYTES.toLocaleString('en')} allowed; choose another`,
      )
    },
  }
  const metadata = await explained(() => parquetMetadataAsync(end, { initialFetchSize: FIRST_READ_BYTES }))
  return { buffer, metadata }
}

export function rowGroupsOf(file: ParquetFile, fileNumber: number, { image, label }: Columns): RowGroup[] {
  let start = 0
  return file.metadata.row_groups.map((group) => {
    const rows = Number(group.num_rows)
    const bytes = group.columns.reduce((sum, { meta_data }) => {
      const isRead = meta_data !== undefined && [image, label].includes(meta_data.path_in_schema[0] ?? '')
      return isRead ? sum + Number(meta_data.total_compressed_size) : sum
    }, 0)
    if (!(Number.isSafeInteger(rows) && rows >= 0 && Number.isSafeInteger(bytes) && bytes >= 0)) throw damaged()
    if (rows > MAX_ROWS_PER_GROUP) {
      throw new Refusal(
        `is stored in pieces of ${countOf(rows, 'row')}, more than the ${MAX_ROWS_PER_GROUP.toLocaleString('en')} allowed; choose another`,
      )
    }
    const found = { file, fileNumber, start, rows, bytes }
    start += rows
    return found
  })
}

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
    const smallest = Math.min(...groups.map((group) => group.bytes))
    const megabytes = (size: number) => Math.round(size / 1024 / 1024)
    throw new Refusal(
      `is stored in pieces of ${megabytes(smallest)} MB, more than the ${megabytes(maxBytes)} MB fetched; choose another`,
    )
  }
  return chosen.sort((a, b) => a.fileNumber - b.fileNumber || a.start - b.start)
}

/** All rows of a row group. Throws Refusal if they cannot be read. */
export async function readRows(group: RowGroup, { image, label }: Columns): Promise<Row[]> {
  const { parquetReadObjects } = await loadHyparquet()
  const rows = await explained(async () =>
    parquetReadObjects({
      file: group.file.buffer,
      metadata: group.file.metadata,
      columns: [image, label],
      rowStart: group.start,
      rowEnd: group.start + group.rows,
      compressors: await boundedCompressors(),
      // Images are bytes, not text.
      utf8: false,
    }),
  )
  return rows.map((row, i) => ({
    number: group.start + i,
    image: imageOf(row[image]),
    label: labelOf(row[label]),
  }))
}

/** An image is its bytes, or a struct of bytes and the path of the file that it was read from. */
function imageOf(value: unknown): Uint8Array | null {
  const bytes = value !== null && typeof value === 'object' && 'bytes' in value ? value.bytes : value
  return bytes instanceof Uint8Array && bytes.length > 0 ? bytes : null
}

/** -1 means that the class is not published. */
function labelOf(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'bigint') return null
  const label = Number(value)
  return Number.isInteger(label) && label >= 0 ? label : null
}

async function boundedCompressors() {
  const { compressors } = await loadCompressors()
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, bytes: number) => {
        if (bytes > MAX_PAGE_BYTES) {
          throw new Refusal(`unpacks to pages of more than ${MAX_PAGE_BYTES / 1024 / 1024} MB; choose another`)
        }
        return unpack(input, bytes)
      },
    ]),
  )
}

async function explained<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw error instanceof Refusal || error instanceof JobCancelled ? error : damaged()
  }
}

const damaged = () =>
  new Refusal('has a file that is not a whole parquet file, or is damaged; retry, or choose another')
