/** @file A zip's list of files, each unpacked on demand. Nothing that a zip claims is trusted before it is read. */

import type { Entry } from '@zip.js/zip.js'
import { countOf } from '../../countOf'
import { JobCancelled, type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import { quoteName } from '../../quote'
import type { HeadCheck } from '../fileHeader'
import { joinBytes } from '../formats/byteRanges'
import { Refusal } from '../refusal'
import { MAX_FILES, MAX_ZIP_DIRECTORY_BYTES } from './limits'
import { pace } from './pace'
import { withWideEnd } from './zipEnd'
import { FIXED_RECORD_BYTES, type ListedZip, prependedBytes, type ZipRecord, zipOfOneFile } from './zipRecord'

/** What is kept of each file of a zip: of a quarter of a million every field counts. */
export interface FileEntry extends ZipRecord {
  readonly path: string
  /** Unpacked, as the zip claims. */
  readonly bytes: number
  readonly isLink: boolean
}

/** Loaded with the first zip, which most people never open. */
const loadZipJs = () => import('@zip.js/zip.js/lib/zip-core-custom.js')

/** Whether a file begins like a zip, which may be empty. */
export function isZip([p, k, third, fourth]: Uint8Array): boolean {
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}

/** Names are checked by the readers of the files: one bad name is no reason to refuse them all. */
const READING = { filenameValidation: 'tolerant', useWebWorkers: false, checkCrc32: true } as const

/** All entries except folders; progress is in bytes of their list. Throws Refusal, or JobCancelled if `control` is cancelled. */
export async function listEntries(
  blob: Blob,
  control: JobControl = UNCONTROLLED,
  maxFiles: number = MAX_FILES,
): Promise<FileEntry[]> {
  const { BlobReader, ZipReader } = await loadZipJs()
  const { checkpoint } = pace(control)
  const entries: FileEntry[] = []
  let packedBytes = 0
  let listed: ListedZip | null = null
  let [first, end]: [number | null, number] = [null, 0]
  try {
    const reader = new BlobReader(await withWideEnd(blob))
    const readUnbounded = reader.readUint8Array.bind(reader)
    reader.readUint8Array = (offset, length) => {
      if (length > MAX_ZIP_DIRECTORY_BYTES) throw tooManyFiles(maxFiles)
      return readUnbounded(offset, length)
    }
    const zip = new ZipReader(reader, READING)
    for await (const entry of zip.getEntriesGenerator()) {
      first ??= end = zip.directoryOffset ?? 0
      await checkpoint(end - first, blob.size - first)
      packedBytes += entry.compressedSize
      const start = end
      end = start + recordBytes(entry)
      listed ??= { blob, prepended: await prependedBytes(blob, start, entry.offset) }
      if (!entry.directory) {
        const { filename: path, uncompressedSize: bytes, symlink: isLink } = entry
        entries.push({ path, bytes, isLink, zip: listed, start, end })
      }
      if (entries.length > maxFiles) throw tooManyFiles(maxFiles)
    }
  } catch (error) {
    throw explainArchive(error)
  }
  if (packedBytes > blob.size) {
    throw new Refusal('is a zip whose files share bytes, like a zip bomb; pack the files again')
  }
  return entries
}

const recordBytes = ({ rawFilename, rawExtraField, rawComment }: Entry): number =>
  FIXED_RECORD_BYTES + rawFilename.length + rawExtraField.length + rawComment.length

function tooManyFiles(most: number): Refusal {
  return new Refusal(`has more than the ${countOf(most, 'file')} allowed; pack fewer`)
}

export interface UnpackChecks {
  /** Throws Refusal if the size that the zip claims is too large; unpacking stops at that size. */
  readonly size: (bytes: number) => void
  readonly head?: HeadCheck
}

/**
 * @param control progress is in unpacked bytes
 * @throws Error with one sentence that names the file, or JobCancelled if `control` is cancelled
 */
export async function unpack(
  entry: FileEntry,
  { size, head }: UnpackChecks,
  control: JobControl = UNCONTROLLED,
): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  let isChecked = head === undefined
  await unpackPieces(entry, size, async (piece) => {
    pieces.push(piece)
    length += piece.length
    if (head !== undefined && !isChecked && length >= Math.min(head.bytes, entry.bytes)) {
      isChecked = true
      head.check(joinBytes(pieces).subarray(0, head.bytes))
    }
    await control.checkpoint(length, entry.bytes)
  })
  return new Blob(pieces)
}

/** The same as bytes, which are in memory once. */
export async function unpackBytes(
  entry: FileEntry,
  checkSize: (bytes: number) => void,
  control: JobControl = UNCONTROLLED,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = new Uint8Array(0)
  let length = 0
  const allocate = (size: number) => {
    checkSize(size)
    bytes = new Uint8Array(size)
  }
  await unpackPieces(entry, allocate, async (piece) => {
    if (length + piece.length > bytes.length) throw new Refusal('is damaged in its zip; fetch or pack the zip again')
    bytes.set(piece, length)
    length += piece.length
    await control.checkpoint(length, entry.bytes)
  })
  return length === bytes.length ? bytes : bytes.slice(0, length)
}

/** The first `bytes` of a file, or all of a shorter one; no more is unpacked. Throws like `unpack`. */
export async function unpackHead(entry: FileEntry, bytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const keep = (piece: Uint8Array<ArrayBuffer>) => {
    pieces.push(piece)
    length += piece.length
    if (length >= bytes) throw new JobCancelled()
  }
  await unpackPieces(entry, () => {}, keep).catch((error) => {
    if (!(error instanceof JobCancelled)) throw error
  })
  return new Uint8Array(await new Blob(pieces).slice(0, bytes).arrayBuffer())
}

async function unpackPieces(
  entry: FileEntry,
  checkSize: (bytes: number) => void,
  write: (piece: Uint8Array<ArrayBuffer>) => void | Promise<void>,
): Promise<void> {
  // What `write` throws: in a browser the stream fails with an error of its own.
  let thrown: unknown
  const writing = async (piece: Uint8Array<ArrayBuffer>) => {
    try {
      await write(piece)
    } catch (error) {
      thrown = error
      throw error
    }
  }
  try {
    checkSize(entry.bytes)
    const opened = await openEntry(entry)
    if (opened.encrypted) throw new Refusal('is encrypted; pack it again without a password')
    // PyTorch writes 0 where it was told to compute none.
    await opened.getData(new WritableStream({ write: writing }), { checkCrc32: opened.crc32 !== 0 })
  } catch (failure) {
    const error = thrown ?? failure
    if (error instanceof JobCancelled) throw error
    throw new Error(`${quoteName(entry.path)} ${explainEntry(error).message}`)
  }
}

async function openEntry(record: ZipRecord) {
  const { BlobReader, ZipReader } = await loadZipJs()
  const zip = new ZipReader(new BlobReader(zipOfOneFile(record)), READING)
  const { value } = await zip.getEntriesGenerator().next()
  if (typeof value !== 'object' || value.directory) throw new Error('The record is not that of a file.')
  return value
}

function explainArchive(error: unknown): unknown {
  if (error instanceof Refusal || error instanceof JobCancelled) return error
  const reason = 'is not a whole zip: its list of files, at its end, is missing or damaged; fetch or pack it again'
  return explainLoss(error) ?? new Refusal(reason)
}

function explainEntry(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const text = error instanceof Error ? error.message : ''
  if (/method not supported/i.test(text)) {
    return new Refusal('is packed in a way that this page does not read; pack it again as an ordinary zip')
  }
  return explainLoss(error) ?? new Refusal('is damaged in its zip; fetch or pack the zip again')
}

function explainLoss(error: unknown): Refusal | null {
  if (!(error instanceof DOMException && error.name === 'NotReadableError')) return null
  return new Refusal('could not be read because its zip was moved or changed after it was chosen; choose it again')
}
