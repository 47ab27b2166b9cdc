/** @file The files that a person gave, and those of a zip, as formats of checkpoints read them. */
import { countOf } from '../../countOf'
import type { CheckpointFile } from '../../engine/checkpoints/formats/types'
import { MAX_CHECKPOINT_HEAD_BYTES } from '../../engine/checkpoints/limits'
import type { JobControl } from '../../engine/jobControl'
import type { DataFile } from '../../images/datasets/types'
import { type FileEntry, isZip, listEntries, unpack, unpackHead } from '../../images/datasets/zipEntries'
import { quoteName, Refusal } from '../../images/refusal'

export const checkpointFile = (file: DataFile): CheckpointFile => ({
  path: file.path,
  head: () => headOf(file),
  async load(maxBytes, control) {
    if (file.blob.size > maxBytes) throw new Error(`${quoteName(file.path)} ${tooLarge(file.blob.size, maxBytes)}`)
    return readBlob(file.blob, control)
  },
})

export const isZipFile = async (file: DataFile): Promise<boolean> => isZip(await headOf(file))

/** Throws one sentence that names the zip where it is broken. */
export async function entriesOfZip({ path, blob }: DataFile): Promise<CheckpointFile[]> {
  const entries = await listEntries(blob).catch((error: Error) => {
    throw error instanceof Refusal ? new Error(`${quoteName(path)} ${error.message}`) : error
  })
  return entries.map(packedFile)
}

const packedFile = (entry: FileEntry): CheckpointFile => ({
  path: entry.filename,
  head: () => unpackHead(entry, MAX_CHECKPOINT_HEAD_BYTES),
  async load(maxBytes, control) {
    const checkSize = (bytes: number) => {
      if (bytes > maxBytes) throw new Refusal(tooLarge(bytes, maxBytes))
    }
    return (await unpack(entry, checkSize, control)).arrayBuffer()
  },
})

const tooLarge = (bytes: number, maxBytes: number): string =>
  `has ${countOf(bytes, 'byte')} where a model's has at most ${maxBytes.toLocaleString('en')}; choose another`

async function headOf({ path, blob }: DataFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(0, MAX_CHECKPOINT_HEAD_BYTES).arrayBuffer())
  } catch {
    throw new Error(`${quoteName(path)} could not be read, as it was moved or is a folder; choose it again`)
  }
}

async function readBlob(blob: Blob, { checkpoint }: JobControl): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(blob.size)
  let length = 0
  for (const reader = blob.stream().getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return bytes.buffer
    bytes.set(value, length)
    length += value.length
    await checkpoint(length, blob.size)
  }
}
