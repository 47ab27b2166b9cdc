/**
 * @file What a whole image file contains besides its size. Browsers decode
 * truncated files differently (grey rows, part of an image, an error), so the
 * end of the image is checked here.
 */
import { countOf } from '../countOf'
import { ByteReader, OutOfBytes } from './byteReader'
import type { FileFacts, ImageFormat } from './formats/types'
import { Refusal } from './refusal'

/** Throws Refusal if the file ends before its image does. */
export async function readFileFacts(format: ImageFormat, bytes: Uint8Array): Promise<FileFacts> {
  try {
    return await format.readFacts(new ByteReader(bytes))
  } catch (error) {
    if (error instanceof OutOfBytes) throw endsEarly(bytes.length)
    throw error
  }
}

export function endsEarly(byteCount: number): Refusal {
  return new Refusal(
    `ends early, after ${countOf(byteCount, 'byte')}, so part of the image is missing; fetch the whole file`,
  )
}
