/** @file Images whose files are wrong in every way: their headers and marks, which are read before a browser decodes them. */
import { OutOfBytes } from '../../images/byteReader'
import { readCarriedText } from '../../images/carriedText'
import { endsEarly, readFileFacts } from '../../images/fileFacts'
import { readFileHeader } from '../../images/fileHeader'
import { Refusal } from '../../images/refusal'
import { readRepositoryFile } from '../goldens'
import { type MutatedFormat, mutateAll } from './changes'

/** As decodeImage does, without the pixels. */
export async function readImageFile(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    await readCarriedText(new Blob([bytes]))
    const { format } = readFileHeader(bytes)
    await readFileFacts(format, bytes)
  } catch (error) {
    const refusal = error instanceof OutOfBytes ? endsEarly(bytes.length) : error
    throw refusal instanceof Refusal ? new Error(`"image" ${refusal.message}`) : refusal
  }
}

const SEEDS: Readonly<Record<string, readonly string[]>> = {
  PNG: ['exact_32x32.png', 'transparent.png', 'one_pixel.png'],
  JPEG: ['rotated_exif.jpg', 'cmyk.jpg'],
  WebP: ['photo.webp', 'animated.webp'],
  GIF: ['animated.gif', 'still.gif'],
  AVIF: ['quarters.avif'],
  BMP: ['exact_32x32.bmp'],
}

export async function mutatedImages(): Promise<ReadonlyMap<string, MutatedFormat>> {
  const read = (name: string) => readRepositoryFile(`e2e/fixtures/${name}`).then((bytes) => new Uint8Array(bytes))
  const formats = Object.entries(SEEDS).map(async ([name, files]): Promise<[string, MutatedFormat]> => {
    const seeds = await Promise.all(files.map(read))
    return [name, { seeds, mutate: mutateAll, read: readImageFile }]
  })
  return new Map(await Promise.all(formats))
}
