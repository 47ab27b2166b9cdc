/**
 * @file Reads a tar archive (POSIX.1-1988 ustar, with the long names of
 * POSIX.1-2001 and of GNU tar) as a stream, keeping nothing.
 */
import { countOf } from '../../countOf'
import { Refusal } from '../refusal'
import { PieceReader } from './byteStreams'
import { MAX_TAR_ENTRIES, MAX_TAR_EXTENSION_BYTES } from './limits'

const BLOCK = 512

export interface TarEntry {
  readonly name: string
  /** The size in the header; the archive may end before it. */
  readonly bytes: number
  /** Must be read, if at all, before the next entry is requested. */
  readonly body: AsyncIterable<Uint8Array>
  /** Why its bytes are not those of the file: it refers to another, or its zeros were left out; null where they are. */
  readonly insteadOfBytes: 'link' | 'holes' | null
}

/** By the kind in the header: hard and symbolic links, and GNU's sparse files. */
const NOT_THE_BYTES: ReadonlyMap<string, 'link' | 'holes'> = new Map([
  ['1', 'link'],
  ['2', 'link'],
  ['S', 'holes'],
])

/** Whether a file begins like a tar archive. */
export function isTar(head: Uint8Array): boolean {
  return head.length >= BLOCK && text(head, 257, 5) === 'ustar' && hasValidChecksum(head.subarray(0, BLOCK))
}

/**
 * Yields the archive's files and links, skipping folders and the like. Throws
 * Refusal if a header is damaged, the archive ends early or has more than
 * `maxEntries` of any kind, after yielding the bytes before the fault.
 */
export async function* readTar(
  pieces: AsyncIterable<Uint8Array>,
  maxEntries: number = MAX_TAR_ENTRIES,
): AsyncGenerator<TarEntry> {
  const reader = new PieceReader(pieces)
  try {
    let longName: string | null = null
    let hasHoles = false
    for (let entries = 0; ; entries++) {
      const header = await reader.exactly(BLOCK)
      if (header.length === BLOCK && header.every((byte) => byte === 0)) return
      checkHeader(header, entries === 0)
      if (entries >= maxEntries) {
        throw new Refusal(`has more than the ${countOf(maxEntries, 'file')} allowed; choose cifar-10-binary.tar.gz`)
      }
      const bytes = readNumber(header, 124, 12)
      const kind = text(header, 156, 1)
      const body = bodyOf(reader, bytes)
      if (kind === 'L' || kind === 'x') {
        const extension = await collect(body, bytes)
        longName = readLongName(kind, extension) ?? longName
        hasHoles ||= kind === 'x' && text(extension, 0, extension.length).includes(SPARSE_KEY)
      } else {
        const instead = NOT_THE_BYTES.get(kind) ?? (hasHoles ? 'holes' : null)
        const isFile = ['', '0', '7'].includes(kind) || instead !== null
        if (isFile) yield { name: longName ?? readName(header), bytes, body, insteadOfBytes: instead }
        longName = null
        hasHoles = false
      }
      // The unread rest of the body, and the padding of its last block.
      for await (const _ of body);
      await reader.exactly(-bytes & (BLOCK - 1))
    }
  } finally {
    await reader.close()
  }
}

/** The bytes of one file, each yielded once; iteration may be stopped and resumed. */
function bodyOf(reader: PieceReader, bytes: number): AsyncIterable<Uint8Array> {
  let left = bytes
  return {
    async *[Symbol.asyncIterator]() {
      while (left > 0) {
        const piece = await reader.some(left)
        if (piece === null) throw endsEarly()
        left -= piece.length
        yield piece
      }
    },
  }
}

async function collect(body: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> {
  if (bytes > MAX_TAR_EXTENSION_BYTES) {
    throw new Refusal(`has a file name of ${countOf(bytes, 'byte')}, so it is damaged; fetch the archive again`)
  }
  const all = new Uint8Array(bytes)
  let filled = 0
  for await (const piece of body) {
    all.set(piece, filled)
    filled += piece.length
  }
  return all
}

function checkHeader(header: Uint8Array, isFirst: boolean): void {
  if (isFirst && header.length < BLOCK) throw new Refusal('is not a tar archive; choose cifar-10-binary.tar.gz')
  if (header.length < BLOCK) throw endsEarly()
  if (hasValidChecksum(header)) return
  if (isFirst) throw new Refusal('is not a tar archive; choose cifar-10-binary.tar.gz')
  throw new Refusal('is damaged: the header of one of its files is wrong; fetch the archive again')
}

function endsEarly(): Refusal {
  return new Refusal('ends early, so part of the archive is missing; fetch the whole file')
}

/** The sum of the header's bytes, with the checksum field counted as spaces. */
function hasValidChecksum(header: Uint8Array): boolean {
  let sum = 8 * 0x20
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += header[i] as number
  return Number.parseInt(text(header, 148, 8), 8) === sum
}

/** Octal digits or, if the first bit is set, base 256. */
function readNumber(header: Uint8Array, start: number, length: number): number {
  const binary = ((header[start] as number) & 0x80) !== 0
  const digits = text(header, start, length).trim()
  const value = binary
    ? header.subarray(start + 1, start + length).reduce((sum, byte) => sum * 256 + byte, 0)
    : Number.parseInt(digits || '0', 8)
  if ((binary || /^[0-7]*$/.test(digits)) && Number.isSafeInteger(value)) return value
  throw new Refusal('is damaged: the size of one of its files is not a number; fetch the archive again')
}

function readName(header: Uint8Array): string {
  const prefix = text(header, 257, 6) === 'ustar' ? text(header, 345, 155) : ''
  const name = text(header, 0, 100)
  return prefix === '' ? name : `${prefix}/${name}`
}

/** Begins the keys by which GNU tar tells where a file's zeros were, in POSIX's format. */
const SPARSE_KEY = ' GNU.sparse.'

/** The next file's name from an extended header, or null if it has none. */
function readLongName(kind: 'L' | 'x', bytes: Uint8Array): string | null {
  if (kind === 'L') return text(bytes, 0, bytes.length)
  for (let offset = 0; offset < bytes.length; ) {
    // "LENGTH KEY=VALUE\n", whose length counts all of it.
    const length = Number.parseInt(text(bytes, offset, MAX_LENGTH_DIGITS), 10)
    const end = offset + length
    if (!(length >= SHORTEST_RECORD && bytes[end - 1] === NEWLINE)) return null
    const key = ` path=`
    const start = offset + `${length}`.length
    if (text(bytes, start, key.length) === key) return text(bytes, start + key.length, end - 1 - start - key.length)
    offset = end
  }
  return null
}

/** Of a record of an extended header, which has at most MAX_TAR_EXTENSION_BYTES. */
const MAX_LENGTH_DIGITS = 6
/** "5 a=\n" */
const SHORTEST_RECORD = 5
const NEWLINE = 10

/** A field's text up to its first zero byte. */
function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length)
  const end = field.indexOf(0)
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end))
}
