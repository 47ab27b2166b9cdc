/** @file The orientation in EXIF and XMP, read as leniently as Pillow's Image.getexif reads it. */
import { ByteReader, OutOfBytes } from '../byteReader'
import { isOrientation, type Orientation } from '../orientation'

const ORIENTATION_TAG = 0x0112
const SHORT = [3, 8]
const LONG = [4, 9]

/**
 * The orientation that an EXIF block says, with or without the mark "Exif"
 * before it: 1 where it says none that exists, null where it does not speak
 * of it or cannot be read.
 */
export function exifOrientation(block: Uint8Array): Orientation | null {
  try {
    return readDirectory(new ByteReader(withoutMark(block)))
  } catch (error) {
    if (error instanceof OutOfBytes) return null
    throw error
  }
}

/** Some writers put the mark twice. */
function withoutMark(block: Uint8Array): Uint8Array {
  let rest = block
  for (let i = 0; i < 2; i++) {
    if (String.fromCharCode(...rest.subarray(0, 6)) === 'Exif\0\0') rest = rest.subarray(6)
  }
  return rest
}

function readDirectory(reader: ByteReader): Orientation | null {
  const order = reader.latin1(0, 2)
  if (order !== 'II' && order !== 'MM') return null
  const little = order === 'II'
  const start = reader.uint32(4, little)
  const count = reader.uint16(start, little)
  for (let entry = start + 2; entry < start + 2 + 12 * count; entry += 12) {
    if (reader.uint16(entry, little) !== ORIENTATION_TAG) continue
    const type = reader.uint16(entry + 2, little)
    const values = reader.uint32(entry + 4, little)
    const value = SHORT.includes(type)
      ? reader.uint16(entry + 8, little)
      : LONG.includes(type)
        ? reader.uint32(entry + 8, little)
        : 0
    return values === 1 && isOrientation(value) ? value : 1
  }
  return null
}

/** The orientation in a packet of XMP: 1 where it says none that exists, null where it does not speak of it. */
export function xmpOrientation(packet: Uint8Array): Orientation | null {
  const found = /tiff:Orientation(?:="|>)([0-9])/.exec(new TextDecoder('latin1').decode(packet))
  if (found === null) return null
  const value = Number(found[1])
  return isOrientation(value) ? value : 1
}
