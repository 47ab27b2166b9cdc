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
  const names = files.map(({ name }) => encoder.encode(name))
  const size = files.reduce((sum, { packed }, i) => sum + 76 + 2 * (names[i] as Uint8Array).length + packed.length, 22)
  const zip = new Writer(size)
  const offsets = files.map((file, i) => {
    const offset = zip.at
    zip.numbers([0x04034b50], 4)
    writeFacts(zip, file, names[i] as Uint8Array)
    zip.bytes(names[i] as Uint8Array)
    zip.bytes(file.packed)
    return file.offset ?? offset
  })
  const directory = zip.at
  for (const [i, file] of files.entries()) {
    const { mode = 0o100644 } = file
    zip.numbers([0x02014b50], 4)
    zip.numbers([(3 << 8) | 20], 2)
    writeFacts(zip, file, names[i] as Uint8Array)
    zip.numbers([0, 0, 0], 2)
    zip.numbers([mode * 65536, offsets[i] as number], 4)
    zip.bytes(names[i] as Uint8Array)
  }
  const end = zip.at
  zip.numbers([0x06054b50], 4)
  zip.numbers([0, 0, files.length, files.length], 2)
  zip.numbers([end - directory, directory], 4)
  zip.numbers([0], 2)
  return zip.written
}

/** What a file's own record and that in the list have in common. */
function writeFacts(zip: Writer, file: ZipFile, name: Uint8Array): void {
  const { packed, size, crc32, method = 0, flags = 0x800 } = file
  zip.numbers([20, flags, method, 0, 0], 2)
  zip.numbers([crc32, packed.length, size], 4)
  zip.numbers([name.length, 0], 2)
}

/** Writes little-endian numbers and bytes one behind another. */
class Writer {
  at = 0
  readonly written: Uint8Array<ArrayBuffer>

  constructor(size: number) {
    this.written = new Uint8Array(size)
  }

  numbers(values: readonly number[], width: number): void {
    for (const value of values) {
      for (let byte = 0, rest = value; byte < width; byte++) {
        this.written[this.at++] = rest % 256
        rest = Math.floor(rest / 256)
      }
    }
  }

  bytes(piece: Uint8Array): void {
    this.written.set(piece, this.at)
    this.at += piece.length
  }
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
