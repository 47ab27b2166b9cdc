/** @file Parquet files of one row group, an image and a label a row, whose pages may claim anything. */
import { joined, joinedAll } from '../../images/datasets/testArchives'
import { binary, i32, i64, list, struct, type ThriftStruct, thriftBytes } from './thrift'

/** Of CompressionCodec. */
export const CODECS = { UNCOMPRESSED: 0, SNAPPY: 1, GZIP: 2, BROTLI: 4, ZSTD: 6, LZ4_RAW: 7 } as const
/** Of Encoding. */
export const ENCODINGS = { PLAIN: 0, RLE: 3, DELTA_BINARY_PACKED: 5, DELTA_LENGTH_BYTE_ARRAY: 6, RLE_DICTIONARY: 8 }

export interface PageOf {
  readonly kind?: 'data' | 'dictionary'
  readonly values: number
  readonly encoding?: number
  /** As it stands in the file. */
  readonly bytes: Uint8Array
  /** Bytes that it claims to unpack to. */
  readonly unpacked?: number
}

export interface ColumnOf {
  readonly path: readonly string[]
  /** Of Type: 1 is INT32, 2 INT64, 6 BYTE_ARRAY. */
  readonly type: number
  readonly codec?: number
  readonly pages: readonly PageOf[]
}

const OPTIONAL = 1

/** A page with its header. */
function pageBytes({ kind = 'data', values, encoding = ENCODINGS.PLAIN, bytes, unpacked = bytes.length }: PageOf) {
  const about = { 1: i32(values), 2: i32(encoding) }
  const header: ThriftStruct = {
    1: i32(kind === 'data' ? 0 : 2),
    2: i32(unpacked),
    3: i32(bytes.length),
    ...(kind === 'data'
      ? { 5: struct({ ...about, 3: i32(ENCODINGS.RLE), 4: i32(ENCODINGS.RLE) }) }
      : { 7: struct(about) }),
  }
  return joined(thriftBytes(header), bytes)
}

const FEATURES = JSON.stringify({
  info: { features: { image: { _type: 'Image' }, label: { _type: 'ClassLabel', names: ['cat', 'dog'] } } },
})

/** @param more fields of the footer, beside or in place of the right ones */
export function parquetFile(
  rows: number,
  columns: readonly ColumnOf[],
  more: ThriftStruct = {},
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [new TextEncoder().encode('PAR1')]
  let at = 4
  const chunks = columns.map(({ path, type, codec = 0, pages }) => {
    const start = at
    const written = pages.map(pageBytes)
    const dictionary = pages[0]?.kind === 'dictionary' ? (written[0]?.length ?? 0) : 0
    const bytes = written.reduce((sum, { length }) => sum + length, 0)
    for (const page of written) parts.push(page)
    at += bytes
    const meta = {
      1: i32(type),
      2: list(i32(0), i32(3)),
      3: list(...path.map(binary)),
      4: i32(codec),
      5: i64(rows),
      6: i64(bytes),
      7: i64(bytes),
      9: i64(start + dictionary),
      ...(dictionary > 0 && { 11: i64(start) }),
    }
    return struct({ 2: i64(start), 3: struct(meta) })
  })
  const footer = thriftBytes({
    1: i32(1),
    2: list(...schemaOf(columns).map(struct)),
    3: i64(rows),
    4: list(struct({ 1: list(...chunks), 2: i64(at), 3: i64(rows) })),
    5: list(struct({ 1: binary('huggingface'), 2: binary(FEATURES) })),
    ...more,
  })
  return withFooter(joinedAll(parts), footer)
}

/** What stands before a footer, and the footer with its length and mark. */
export function withFooter(before: Uint8Array, footer: Uint8Array): Uint8Array<ArrayBuffer> {
  const end = new Uint8Array(8)
  new DataView(end.buffer).setUint32(0, footer.length, true)
  end.set(new TextEncoder().encode('PAR1'), 4)
  return joined(before, footer, end)
}

/** The root, and each column, in a group of its own if its path has two parts; all are optional. */
function schemaOf(columns: readonly ColumnOf[]): ThriftStruct[] {
  const tops = new Map<string, ColumnOf[]>()
  for (const column of columns) {
    const top = column.path[0] as string
    tops.set(top, [...(tops.get(top) ?? []), column])
  }
  const optional = i32(OPTIONAL)
  return [
    { 4: binary('schema'), 5: i32(tops.size) },
    ...[...tops].flatMap(([name, own]): ThriftStruct[] => {
      const leaves = own.map(({ path, type }) => ({ 1: i32(type), 3: optional, 4: binary(path.at(-1) as string) }))
      return own[0]?.path.length === 1 ? leaves : [{ 3: optional, 4: binary(name), 5: i32(own.length) }, ...leaves]
    }),
  ]
}

/** Levels as the first version of data pages has them: their length, then runs. */
export function levels(runs: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + runs.length)
  new DataView(bytes.buffer).setUint32(0, runs.length, true)
  bytes.set(runs, 4)
  return bytes
}

/** Each text preceded by its length. */
export function plainBytes(values: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joined(
    ...values.map((value) => {
      const length = new Uint8Array(4)
      new DataView(length.buffer).setUint32(0, value.length, true)
      return joined(length, value)
    }),
  )
}
