/** @file Parquet files of a few hundred bytes to a megabyte that ask for seconds and gigabytes. */
import { gzipSync } from 'node:zlib'
import { joined } from '../../images/datasets/testArchives'
import type { BytesBomb } from './bomb'
import {
  CODECS,
  type ColumnOf,
  ENCODINGS,
  levels,
  type PageOf,
  parquetFile,
  plainBytes,
  withFooter,
} from './parquetFile'
import { parquetFooterBombs } from './parquetFooters'
import { varint } from './thrift'

const BYTE_ARRAY = 6
const INT64 = 2

/** Every value defined, as one run. */
const defined = (values: number) => levels(Uint8Array.from([...varint(2 * values), 1]))

/** One image, which is refused only when it is decoded. */
const IMAGE: ColumnOf = {
  path: ['image'],
  type: BYTE_ARRAY,
  pages: [{ values: 1, bytes: joined(defined(1), plainBytes([Uint8Array.of(1, 2, 3)])) }],
}
const LABEL: ColumnOf = {
  path: ['label'],
  type: INT64,
  pages: [{ values: 1, bytes: joined(defined(1), new Uint8Array(8)) }],
}

/** Images by reference to a dictionary. */
function dictionaryOf(values: number, entries: readonly Uint8Array[], indices: Uint8Array): readonly PageOf[] {
  return [
    { kind: 'dictionary', values: entries.length, bytes: plainBytes(entries) },
    { values, encoding: ENCODINGS.RLE_DICTIONARY, bytes: joined(defined(values), indices) },
  ]
}

/** Indices of one bit each, all 0, as one run. */
const zeros = (values: number) => Uint8Array.from([1, ...varint(2 * values), 0])

export const parquetBombs = (scale: number): BytesBomb[] => {
  const many = Math.round(100_000_000 * scale)
  const rows = Math.min(250_000, Math.ceil(many / 400))
  return [
    {
      name: 'labels of bit width 0',
      make: () => {
        const bytes = joined(defined(many), Uint8Array.of(0))
        return parquetFile(1, [
          IMAGE,
          { ...LABEL, pages: [{ values: many, encoding: ENCODINGS.RLE_DICTIONARY, bytes }] },
        ])
      },
    },
    {
      name: 'definition levels by run length',
      make: () =>
        parquetFile(1, [
          { ...IMAGE, pages: [{ values: many, bytes: levels(Uint8Array.from([...varint(2 * many), 0])) }] },
          LABEL,
        ]),
    },
    {
      name: 'a run far longer than its page',
      make: () =>
        parquetFile(1, [
          { ...IMAGE, pages: [{ values: 1, bytes: levels(Uint8Array.from([...varint(2 * many), 0])) }] },
          LABEL,
        ]),
    },
    {
      name: 'a footer of big integers',
      make: () => {
        const digits = new Uint8Array(Math.round(400_000 * scale)).fill(0xff)
        // Field 3, an i64, whose bytes never end.
        return withFooter(new Uint8Array(4), joined(Uint8Array.of(0x36), digits, Uint8Array.of(1, 0)))
      },
    },
    {
      name: 'empty structs in the footer',
      make: () => {
        const count = Math.round(30_000_000 * scale)
        const head = Uint8Array.from([0x49, 0xfc, ...varint(count)])
        return withFooter(new Uint8Array(4), joined(head, new Uint8Array(count + 1)))
      },
    },
    {
      name: 'a footer of structs within structs',
      make: () => withFooter(new Uint8Array(4), new Uint8Array(Math.round(1_000_000 * scale)).fill(0x1c)),
    },
    {
      name: 'references to a text of a megabyte',
      make: () =>
        parquetFile(rows, [
          { ...IMAGE, pages: dictionaryOf(rows, [new Uint8Array(1024 * 1024)], zeros(rows)) },
          { ...LABEL, pages: [{ values: rows, bytes: joined(defined(rows), new Uint8Array(8 * rows)) }] },
        ]),
    },
    {
      name: 'a page that claims to unpack to two gigabytes',
      make: () =>
        parquetFile(1, [
          { ...IMAGE, codec: CODECS.ZSTD, pages: [{ values: 1, bytes: new Uint8Array(40), unpacked: 2 ** 31 - 1 }] },
          LABEL,
        ]),
    },
    {
      name: 'pages that gzip makes of nothing',
      make: () => {
        const size = Math.round(200 * 1024 * 1024 * scale)
        const bytes = gzipSync(new Uint8Array(size), { level: 9 })
        return parquetFile(1, [{ ...IMAGE, codec: CODECS.GZIP, pages: [{ values: 1, bytes, unpacked: size }] }, LABEL])
      },
    },
    {
      name: 'a page that unpacks to more than it claims',
      make: () => {
        const bytes = gzipSync(new Uint8Array(Math.round(500 * 1024 * 1024 * scale)), { level: 9 })
        return parquetFile(1, [{ ...IMAGE, codec: CODECS.GZIP, pages: [{ values: 1, bytes, unpacked: 1000 }] }, LABEL])
      },
    },
    {
      name: 'pages of no values',
      make: () => {
        const pages = Array.from({ length: Math.round(200_000 * scale) }, () => ({
          values: 0,
          bytes: levels(new Uint8Array(0)),
        }))
        return parquetFile(1, [{ ...IMAGE, pages: [...pages, ...IMAGE.pages] }, LABEL])
      },
    },
    {
      name: 'pages of the same dictionary',
      make: () => {
        const page: PageOf = {
          kind: 'dictionary',
          values: 1000,
          bytes: plainBytes(new Array(1000).fill(new Uint8Array(0))),
        }
        return parquetFile(1, [
          { ...IMAGE, pages: [...new Array(Math.round(10_000 * scale)).fill(page), ...IMAGE.pages] },
          LABEL,
        ])
      },
    },
    {
      name: 'a dictionary of more values than bytes',
      make: () =>
        parquetFile(1, [
          { ...IMAGE, pages: [{ kind: 'dictionary', values: 2 ** 31 - 1, bytes: new Uint8Array(64) }, ...IMAGE.pages] },
          LABEL,
        ]),
    },
    ...['of blocks beyond all numbers', 'of steps beyond all numbers', 'of no blocks'].map(
      (what, kind): BytesBomb => ({
        name: `labels as differences ${what}`,
        make: () => {
          const huge = varint(2n ** 63n - 1n)
          const [block, parts, steps] = [kind === 0 ? huge : [0x80, 1], kind === 2 ? [0] : [4], kind === 1 ? huge : [0]]
          const bytes = joined(
            defined(rows),
            Uint8Array.from([...block, ...parts, ...varint(rows), ...huge, ...steps]),
            new Uint8Array(rows / 8),
          )
          return parquetFile(rows, [
            IMAGE,
            { ...LABEL, pages: [{ values: rows, encoding: ENCODINGS.DELTA_BINARY_PACKED, bytes }] },
          ])
        },
      }),
    ),
    {
      name: 'images of negative lengths',
      make: () => {
        const lengths = Uint8Array.from([0x80, 1, 4, ...varint(rows), 1, 1, 0, 0, 0, 0])
        return parquetFile(rows, [
          {
            ...IMAGE,
            pages: [
              {
                values: rows,
                encoding: ENCODINGS.DELTA_LENGTH_BYTE_ARRAY,
                bytes: joined(defined(rows), lengths, new Uint8Array(rows / 8)),
              },
            ],
          },
          LABEL,
        ])
      },
    },
    ...parquetFooterBombs(scale, [IMAGE, LABEL]),
  ]
}
