/** @file The notes under an image that say what was done to it, the same for every format. */
import type { Orientation } from '../orientation'

export const ANIMATED = 'animated: only its first frame is used'

export function turnedNote(orientation: Orientation, mark: 'EXIF' | 'XMP'): string | null {
  return orientation === 1 ? null : `turned upright, as its ${mark} orientation says`
}

/** `space` is the file's colour space ("the colour profile Display P3"), or null for sRGB. */
export function colourNote(space: string | null): string | null {
  return space === null ? null : `${space} is not applied: the stored values are used, as in training`
}

/** `bits` is the number of bits per sample. */
export function depthNote(bits: number): string | null {
  return bits <= 8 ? null : `reduced from ${bits} to 8 bits per channel`
}

export function present(notes: readonly (string | null | false)[]): string[] {
  return notes.filter((note) => typeof note === 'string')
}
