/**
 * @file The file format of the page's own data sets of grey images, written by
 * tools/prepare_fashion_mnist.py: a header (one line of JSON), the labels (a
 * byte per image), the places in the original split (a little-endian uint16 per
 * image), and the pixels, row by row. Images of the first split come first.
 */

import { z } from 'zod'
import { parseBoundedJsonBytes } from '../../../boundedJson'
import { parsedOrNull } from '../../../boundedParse'
import { countOf } from '../../../countOf'
import { Refusal } from '../../refusal'
import { MAX_BUILT_IN_HEADER_BYTES, MAX_BUILT_IN_IMAGES, MAX_CLASS_NAME_LENGTH, MAX_CLASSES } from '../limits'
import type { Split } from '../split'

const NEWLINE = 0x0a

const headerSchema = z.object({
  format: z.literal('gradlens-grey-pictures-1'),
  side: z.int().min(1).max(256),
  classes: z.array(z.string().min(1).max(MAX_CLASS_NAME_LENGTH)).min(1).max(MAX_CLASSES),
  splits: z
    .array(z.object({ name: z.enum(['train', 'validation', 'test']), count: z.int().min(1).max(MAX_BUILT_IN_IMAGES) }))
    .min(1)
    .max(3),
})

export interface GreyImages {
  readonly classes: readonly string[]
  readonly splits: readonly Split[]
  readonly labels: Uint16Array
  /** Each image's index in the split that it was taken from. */
  readonly places: Uint16Array
  /** (N, size, size), 0 to 255. */
  readonly pixels: Uint8Array
  /** In pixels. */
  readonly size: number
}

/** Throws Refusal if `bytes` do not match the header. */
export function parseGreyImages(bytes: Uint8Array): GreyImages {
  const headerBytes = bytes.subarray(0, MAX_BUILT_IN_HEADER_BYTES).indexOf(NEWLINE)
  const header = parsedOrNull(headerSchema, headerBytes < 0 ? null : parseJson(bytes.subarray(0, headerBytes)))
  if (header === null) throw new Refusal('does not begin with the header of grey images; reload the page')
  const { side: size, classes, splits: counted } = header
  const count = counted.reduce((sum, split) => sum + split.count, 0)
  const expected = headerBytes + 1 + count * (3 + size * size)
  if (bytes.length !== expected) {
    throw new Refusal(
      `has ${countOf(bytes.length, 'byte')} where its header says ${expected.toLocaleString('en')}; reload the page`,
    )
  }
  const labelsAt = headerBytes + 1
  const placesAt = labelsAt + count
  const pixelsAt = placesAt + 2 * count
  const labels = Uint16Array.from(bytes.subarray(labelsAt, placesAt))
  const wrong = labels.find((label) => label >= classes.length)
  if (wrong !== undefined) {
    throw new Refusal(`has the label ${wrong} where there are ${countOf(classes.length, 'class')}; reload the page`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + placesAt, 2 * count)
  const places = Uint16Array.from({ length: count }, (_, index) => view.getUint16(2 * index, true))
  return { classes, splits: placeSplits(counted), labels, places, pixels: bytes.subarray(pixelsAt), size }
}

function parseJson(line: Uint8Array): unknown {
  try {
    return parseBoundedJsonBytes(line)
  } catch {
    return null
  }
}

function placeSplits(counted: readonly Pick<Split, 'name' | 'count'>[]): Split[] {
  let start = 0
  return counted.map(({ name, count }) => {
    const split = { name, start, count }
    start += count
    return split
  })
}
