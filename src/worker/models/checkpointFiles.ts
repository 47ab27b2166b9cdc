/** @file The files that a person gave, and those of a zip, as formats of checkpoints read them. */

import { countOf } from '../../countOf'
import type { CheckpointFile } from '../../engine/checkpoints/formats/types'
import {
  MAX_CHECKPOINT_HEAD_BYTES,
  MAX_UNPACKED_MODEL_TIMES,
  MAX_WEIGHTS_BYTES,
  MIN_UNPACKED_MODEL_BYTES,
} from '../../engine/checkpoints/limits'
import type { JobControl } from '../../engine/jobControl'
import { MAX_PATH_LENGTH } from '../../images/datasets/limits'
import type { DataFile } from '../../images/datasets/types'
import { type FileEntry, isZip, listEntries, unpack, unpackBytes, unpackHead } from '../../images/datasets/zipEntries'
import { Refusal, sentenceOn } from '../../images/refusal'
import { quoteName } from '../../quote'

export const checkpointFile = (file: DataFile): CheckpointFile => new GivenFile(file)

/** A file that a person gave. There may be a quarter of a million, so that each is one small object. */
class GivenFile implements CheckpointFile {
  constructor(private readonly file: DataFile) {}

  get path(): string {
    return this.file.path
  }

  get size(): number {
    return this.file.blob.size
  }

  head(): Promise<Uint8Array> {
    return headOf(this.file)
  }

  async blob(maxBytes: number): Promise<Blob> {
    const { path, blob } = this.file
    if (blob.size > maxBytes) throw new Error(`${quoteName(path)} ${tooLarge(blob.size, maxBytes)}`)
    return blob
  }

  async load(maxBytes: number, control: JobControl): Promise<ArrayBuffer> {
    return readBlob({ path: this.path, blob: await this.blob(maxBytes) }, control)
  }

  entries(maxFiles: number, control: JobControl): Promise<CheckpointFile[]> {
    return entriesOf(this.file, maxFiles, control)
  }
}

export const isZipFile = async (file: DataFile): Promise<boolean> => isZip(await headOf(file))

async function entriesOf({ path, blob }: DataFile, maxFiles: number, control: JobControl): Promise<CheckpointFile[]> {
  const entries = await listEntries(blob, control, maxFiles).catch((error: Error) => {
    throw sentenceOn(quoteName(path), error)
  })
  // No file of a model has a longer path, and each format would look through all of it.
  return entries.filter((entry) => entry.path.length <= MAX_PATH_LENGTH).map(packedFile)
}

function packedFile(entry: FileEntry): CheckpointFile {
  const { path, bytes } = entry
  // What is unpacked is in memory, which a file that is only looked into is not.
  const inProportion = MIN_UNPACKED_MODEL_BYTES + MAX_UNPACKED_MODEL_TIMES * entry.zip.blob.size
  const checkSize = (maxBytes: number) => (size: number) => {
    const most = Math.min(maxBytes, MAX_WEIGHTS_BYTES)
    if (size > most) throw new Refusal(tooLarge(size, most))
    if (size > inProportion) {
      throw new Refusal(
        `unpacks to ${countOf(size, 'byte')}, far more than its zip of ${countOf(entry.zip.blob.size, 'byte')} could hold of a model; pack the model again`,
      )
    }
  }
  const blob = (maxBytes: number, control: JobControl) => unpack(entry, { size: checkSize(maxBytes) }, control)
  return {
    path,
    size: bytes,
    head: () => unpackHead(entry, MAX_CHECKPOINT_HEAD_BYTES),
    blob,
    load: async (maxBytes, control) => (await unpackBytes(entry, checkSize(maxBytes), control)).buffer,
    entries: async (maxFiles, control) =>
      entriesOf({ path, blob: await blob(MAX_WEIGHTS_BYTES, control) }, maxFiles, control),
  }
}

const tooLarge = (bytes: number, maxBytes: number): string =>
  `has ${countOf(bytes, 'byte')} where a model's has at most ${maxBytes.toLocaleString('en')}; choose another`

async function headOf({ path, blob }: DataFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(0, MAX_CHECKPOINT_HEAD_BYTES).arrayBuffer())
  } catch {
    throw new Error(`${quoteName(path)} could not be read, as it was moved or is a folder; choose it again`)
  }
}

async function readBlob({ path, blob }: DataFile, { checkpoint }: JobControl): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(blob.size)
  let length = 0
  for (const reader = blob.stream().getReader(); ; ) {
    const { done, value } = await reader.read().catch(() => {
      throw new Error(`${quoteName(path)} could not be read, as it was moved or changed; choose it again.`)
    })
    if (done) return bytes.buffer
    bytes.set(value, length)
    length += value.length
    await checkpoint(length, blob.size)
  }
}
