/** @file Valid and broken archives, and readers of their content, for tests in Node and in the browser. */
import type { ImageFit } from '../../engine/checkpoints/resizing'
import { type PixelImage, pixels01 } from '../../units'
import type { DataFile, DataSet } from './types'

const encoder = new TextEncoder()

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(encoder.encode(text))

export const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => joinedAll(parts)

/** More of them than a call can have. */
export function joinedAll(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}

export const dataFile = (path: string, ...parts: readonly Uint8Array[]): DataFile => ({
  path,
  blob: new Blob([joined(...parts)]),
})

/** The byte that fixtures/make_fixtures.py draws at (x, y) of `channel`. */
export const planeByte = (seed: number, channel: number, x: number, y: number): number =>
  (seed * 31 + channel * 80 + 3 * x + 5 * y) % 256

/** A record of CIFAR-10's binary version. */
export function cifar10Record(label: number, seed: number): Uint8Array {
  const record = new Uint8Array(3073)
  record[0] = label
  for (let i = 0; i < 3072; i++) {
    record[1 + i] = planeByte(seed, Math.floor(i / 1024), i % 32, Math.floor((i % 1024) / 32))
  }
  return record
}

/** The same image as (32, 32, 3) bytes. */
export function cifar10Pixels(seed: number): Uint8Array {
  return Uint8Array.from({ length: 3072 }, (_, i) => {
    const pixel = Math.floor(i / 3)
    return planeByte(seed, i % 3, pixel % 32, Math.floor(pixel / 32))
  })
}

interface TarOptions {
  /** Overrides the length in the header. */
  readonly size?: string | Uint8Array
  readonly kind?: string
  readonly prefix?: string
}

/** A ustar header and its body, padded to whole blocks. */
export function tarEntry(name: string, body: Uint8Array = new Uint8Array(0), options: TarOptions = {}): Uint8Array {
  const { size = body.length.toString(8).padStart(11, '0'), kind = '0', prefix = '' } = options
  const header = new Uint8Array(512)
  header.set(encoder.encode(name), 0)
  header.set(encoder.encode('0000644\0'), 100)
  header.set(typeof size === 'string' ? encoder.encode(size) : size, 124)
  header.set(encoder.encode(kind), 156)
  header.set(encoder.encode('ustar\0' + '00'), 257)
  header.set(encoder.encode(prefix), 345)
  header.fill(0x20, 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.set(encoder.encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
  return joined(header, body, new Uint8Array(-body.length & 511))
}

export const TAR_END = new Uint8Array(1024)

export interface ZipFile {
  readonly name: string
  /** The compressed bytes. */
  readonly packed: Uint8Array
  readonly crc32: number
  /** 0 stored, 8 deflated. */
  readonly method?: number
  /** The size that the zip claims. */
  readonly size: number
  readonly flags?: number
  /** Overrides the offset in the list of files. */
  readonly offset?: number
  /** Unix mode, such as 0o120777 for a link. */
  readonly mode?: number
}

/** A zip after its specification (PKWARE APPNOTE 4.3), which may make false claims. */
export function zipOf(files: readonly ZipFile[]): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = []
  const listed: Uint8Array[] = []
  let offset = 0
  for (const file of files) {
    const name = encoder.encode(file.name)
    const { packed, size, crc32, method = 0, flags = 0x800, mode = 0o100644 } = file
    const facts = [20, flags, method, 0, 0, crc32, packed.length, size, name.length, 0]
    const widths = [2, 2, 2, 2, 2, 4, 4, 4, 2, 2]
    const local = joined(fields([0x04034b50], [4]), fields(facts, widths), name, packed)
    const at = file.offset ?? offset
    const extras = fields([0, 0, 0, mode * 65536, at], [2, 2, 2, 4, 4])
    listed.push(fields([0x02014b50, (3 << 8) | 20], [4, 2]), fields(facts, widths), extras, name)
    locals.push(local)
    offset += local.length
  }
  const directory = joinedAll(listed)
  const count = files.length
  const end = fields([0x06054b50, 0, 0, count, count, directory.length, offset, 0], [4, 2, 2, 2, 2, 4, 4, 2])
  return joined(joinedAll(locals), directory, end)
}

function fields(values: readonly number[], widths: readonly number[]): Uint8Array {
  const bytes: number[] = []
  values.forEach((value, i) => {
    for (let byte = 0; byte < (widths[i] ?? 0); byte++) bytes.push((value / 256 ** byte) & 255)
  })
  return Uint8Array.from(bytes)
}

/** A fake decoder: the first byte is the grey level, and files that begin with "T" are refused. */
export async function fakeDecode(file: Blob, name: string, { size }: ImageFit): Promise<{ image: PixelImage }> {
  const [first = 0] = new Uint8Array(await file.arrayBuffer())
  if (first === 0x54) throw new Error(`"${name}" is a text; choose another image`)
  const pixels = pixels01(new Float32Array(size * size * 3).fill(first / 255))
  return { image: { pixels, height: size, width: size } }
}

/** All images of a data set, in batches of three. */
export async function readAll(dataSet: DataSet, size: number) {
  const images: { index: number; label: number; bytes: Uint8Array }[] = []
  for await (const batch of dataSet.read([...dataSet.labels.keys()], { size, batchSize: 3 })) {
    const perImage = size * size * 3
    batch.indices.forEach((index, i) => {
      images.push({
        index,
        label: batch.labels[i] as number,
        bytes: batch.pixels.slice(i * perImage, (i + 1) * perImage),
      })
    })
  }
  return images
}
