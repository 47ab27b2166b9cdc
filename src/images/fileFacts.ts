/**
 * @file What a whole image file says beyond its size. Browsers decode a file
 * that was cut short in their own ways (grey rows, part of an image, an
 * error), so its end is looked for here.
 */
import { countOf } from '../countOf'
import { ByteReader, OutOfBytes } from './byteReader'
import type { FileFacts, ImageFormat } from './formats/types'
import { Refusal } from './refusal'

/** Throws Refusal where the file ends before its image does. */
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
