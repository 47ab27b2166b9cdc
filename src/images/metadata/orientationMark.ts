/** @file Which of a file's marks says how it is to be turned: EXIF, and XMP where EXIF is silent, as Pillow has it. */
import type { Orientation } from '../orientation'
import { exifOrientation, xmpOrientation } from './exif'

export interface OrientationMark {
  readonly orientation: Orientation
  readonly mark: 'EXIF' | 'XMP'
}

/** Upright where neither says anything. */
export function readOrientationMark(exif: Uint8Array | null, xmp: Uint8Array | null): OrientationMark {
  const byExif = exif && exifOrientation(exif)
  if (byExif !== null) return { orientation: byExif, mark: 'EXIF' }
  return { orientation: (xmp && xmpOrientation(xmp)) ?? 1, mark: 'XMP' }
}
