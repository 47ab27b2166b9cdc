import { fetchBytes } from '../../../engine/checkpoints/fetchBytes'
import type { ReadBytes } from '../../../engine/checkpoints/loadClassifier'
import { type JobControl, UNCONTROLLED } from '../../../engine/jobControl'
import { quoteName } from '../../../quote'
import { sentenceOn } from '../../refusal'
import { readPieces } from '../byteStreams'
import { MAX_BUILT_IN_BYTES } from '../limits'
import type { DataSet } from '../types'
import { parseGreyImages } from './greyImages'
import { GreySet } from './greySet'
import { BUILT_IN_DATA_SETS, type BuiltInDataSet, type BuiltInId } from './registry'

/**
 * Fetches a data set from the page's own origin. Progress is in bytes of the
 * file. Throws Error with one sentence, or JobCancelled if `control` is
 * cancelled.
 */
export async function openBuiltIn(
  id: BuiltInId,
  control: JobControl = UNCONTROLLED,
  read: ReadBytes = fetchBytes,
): Promise<DataSet> {
  if (!Object.hasOwn(BUILT_IN_DATA_SETS, id)) {
    throw new Error(`The data set "${id}" does not come with the page; use ${Object.keys(BUILT_IN_DATA_SETS)}.`)
  }
  const { name, url, bytes, margin }: BuiltInDataSet = BUILT_IN_DATA_SETS[id]
  const packed = await read(name, url, MAX_BUILT_IN_BYTES, (length) =>
    control.checkpoint(Math.min(length, bytes), bytes),
  )
  try {
    return new GreySet(name, parseGreyImages(await unpack(new Uint8Array(packed))), margin)
  } catch (error) {
    throw sentenceOn(`The file of ${quoteName(name)}`, error)
  }
}

/** Servers may decompress files that they recognise as gzip. */
async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return bytes
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of readPieces(new Blob([bytes]), true, UNCONTROLLED, MAX_BUILT_IN_BYTES)) pieces.push(piece)
  return new Uint8Array(await new Blob(pieces).arrayBuffer())
}
