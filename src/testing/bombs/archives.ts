/** @file Archives of images and batches that ask for seconds and gigabytes. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import {
  bytesOf,
  cifar10Record,
  joined,
  TAR_END,
  tarEntry,
  type ZipFile,
  zipOf,
} from '../../images/datasets/testArchives'
import type { BytesBomb } from './bomb'
import { folderBombs } from './folders'

const MB = 1024 * 1024

/** Repeats a piece without joining it piece by piece. */
export function repeated(piece: Uint8Array, times: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(piece.length * times)
  all.set(piece.subarray(0, all.length))
  for (let filled = piece.length; filled < all.length; filled *= 2)
    all.copyWithin(filled, 0, Math.min(filled, all.length - filled))
  return all
}

const gzipped = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes, { level: 1 }))

export function deflated(name: string, data: Uint8Array): ZipFile {
  return {
    name,
    packed: new Uint8Array(deflateRawSync(data, { level: 9 })),
    crc32: crc32(data),
    size: data.length,
    method: 8,
  }
}

const extended = (content: Uint8Array, kind: string) => tarEntry('x', content, { kind })

export const tarBombs = (scale: number): BytesBomb[] => {
  const many = Math.round(1_000_000 * scale)
  return [
    { name: 'a million empty members', make: () => gzipped(joined(repeated(tarEntry('a'), many), TAR_END)) },
    { name: 'a million folders', make: () => gzipped(repeated(tarEntry('a/', undefined, { kind: '5' }), many)) },
    {
      name: 'thousands of batches of one record',
      make: () => {
        const count = Math.round(3000 * scale)
        const batches = Array.from({ length: count }, (_, i) => tarEntry(`data_batch_${i}.bin`, cifar10Record(1, 1)))
        return gzipped(joined(...batches, TAR_END))
      },
    },
    ...['1', '1 ', '2 ', '3 a', '9 path=\n'].map(
      (piece): BytesBomb => ({
        name: `extended headers of ${JSON.stringify(piece)}`,
        make: () => {
          const one = extended(repeated(bytesOf(piece), Math.floor((64 * 1024) / piece.length)), 'x')
          return gzipped(joined(repeated(one, Math.round(200 * scale)), TAR_END))
        },
      }),
    ),
    {
      name: 'long names without a member',
      make: () =>
        gzipped(joined(repeated(extended(new Uint8Array(64 * 1024).fill(97), 'L'), Math.round(2000 * scale)), TAR_END)),
    },
    {
      name: 'a gigabyte of zeros in a member that is not read',
      make: () => {
        const size = Math.round(1000 * scale) * MB
        const header = tarEntry('zeros', undefined, { size: size.toString(8).padStart(11, '0') })
        return gzipped(joined(header, new Uint8Array(size)))
      },
    },
    {
      name: 'members of impossible sizes',
      make: () => {
        const sizes = [
          '77777777777',
          '-0000000001',
          '99999999999',
          '           ',
          '\x80\0\0\x7f\xff\xff\xff\xff\xff\xff\xff\xff',
        ]
        const members = sizes.map((size) =>
          tarEntry('data_batch_1.bin', undefined, { size: Buffer.from(size, 'latin1') }),
        )
        return gzipped(joined(...members.map((member) => repeated(member, Math.round(1000 * scale)))))
      },
    },
    {
      name: 'sparse members, links and devices',
      make: () => {
        const kinds = ['S', '1', '2', '3', '4', '6', '7', 'D', 'M', 'V', 'N', '\0', 'Z']
        const members = joined(...kinds.map((kind) => tarEntry(`x/${kind}`, undefined, { kind })))
        return gzipped(joined(repeated(members, Math.round(700 * scale)), TAR_END))
      },
    },
    {
      name: 'names for names for names',
      make: () =>
        gzipped(
          repeated(joined(extended(bytesOf('a'), 'L'), extended(bytesOf('a'), 'K')), Math.round(100_000 * scale)),
        ),
    },
    {
      name: 'gzip files one behind another',
      make: () => repeated(gzipped(new Uint8Array(0)), Math.round(1_000_000 * scale)),
    },
    {
      name: 'a gzip file in a gzip file in a gzip file',
      make: () => {
        let packed = new Uint8Array(gzipSync(new Uint8Array(Math.round(400 * scale) * MB)))
        for (let depth = 0; depth < 3; depth++) packed = new Uint8Array(gzipSync(packed))
        return packed
      },
    },
    {
      name: 'a gzip file whose name never ends',
      make: () =>
        joined(Uint8Array.of(0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3), new Uint8Array(Math.round(30 * MB * scale)).fill(97)),
    },
    {
      name: 'a million wrong records',
      make: () => {
        const good = repeated(cifar10Record(1, 1), 40)
        const body = joined(
          good,
          repeated(cifar10Record(200, 1), 20),
          repeated(cifar10Record(200, 1), Math.round(30_000 * scale)),
        )
        return gzipped(joined(tarEntry('data_batch_1.bin', body), TAR_END))
      },
    },
  ]
}

const PNG_MAGIC = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

export const zipBombs = (scale: number): BytesBomb[] => [
  {
    name: 'a hundred images of 32 MB of zeros',
    make: () => zipOf(shared(deflated('', new Uint8Array(32 * MB)), Math.round(100 * scale), (i) => `cat/${i}.png`)),
  },
  {
    name: 'a hundred images that begin as PNG and go on as zeros',
    make: () =>
      zipOf(
        shared(
          deflated('', joined(PNG_MAGIC, new Uint8Array(31 * MB))),
          Math.round(100 * scale),
          (i) => `cat/${i}.png`,
        ),
      ),
  },
  {
    name: '240,000 entries',
    make: () =>
      zipOf(
        shared(
          { name: '', packed: new Uint8Array(0), crc32: 0, size: 0 },
          Math.round(240_000 * scale),
          (i) => `c${i % 10}/${i}.png`,
        ),
      ),
  },
  {
    name: 'entries of long names',
    make: () => {
      const long = 'n'.repeat(60_000)
      return zipOf(
        shared(
          { name: '', packed: new Uint8Array(0), crc32: 0, size: 0 },
          Math.round(1000 * scale),
          (i) => `${long}${i}.png`,
        ),
      )
    },
  },
  {
    name: 'folders within folders',
    make: () => {
      const deep = 'a/'.repeat(500)
      return zipOf(
        shared(
          { name: '', packed: new Uint8Array(0), crc32: 0, size: 0 },
          Math.round(20_000 * scale),
          (i) => `${deep}${i}/1.png`,
        ),
      )
    },
  },
  {
    name: 'a zip within a zip within a zip',
    make: () => {
      let zip = zipOf([deflated('cat/1.png', new Uint8Array(Math.round(64 * scale) * MB))])
      for (let depth = 0; depth < 10; depth++) zip = zipOf([deflated('inner.zip', zip)])
      return zip
    },
  },
  {
    name: 'files that are all the same bytes',
    make: () => {
      const images = shared(deflated('', new Uint8Array(32 * MB)), Math.round(2000 * scale), (i) => `cat/${i}.png`)
      return zipOf(images.map((file, i) => (i === 0 ? file : { ...file, packed: new Uint8Array(0), offset: 0 })))
    },
  },
  {
    name: 'files that claim to be longer than numbers go',
    make: () =>
      zipOf(
        shared(
          { name: '', packed: new Uint8Array(4), crc32: 0, size: 0xffffffff },
          Math.round(20_000 * scale),
          (i) => `cat/${i}.png`,
        ),
      ),
  },
  {
    name: 'images that unpack to more than they claim',
    make: () =>
      zipOf(
        shared(
          { ...deflated('', joined(PNG_MAGIC, new Uint8Array(31 * MB))), size: 1000 },
          Math.round(100 * scale),
          (i) => `cat/${i}.png`,
        ),
      ),
  },
  ...folderBombs(scale),
]

/** The same file many times; each has its own bytes, as files that share them are refused. */
const shared = (file: ZipFile, count: number, nameOf: (i: number) => string): ZipFile[] =>
  Array.from({ length: count }, (_, i) => ({ ...file, name: nameOf(i) }))
