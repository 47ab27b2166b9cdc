import { byCount, countOf } from '../../countOf'

/** @file Labelled images in memory, as bytes, for training and held-out figures. */

export interface TrainingImages {
  readonly count: number
  readonly height: number
  readonly width: number
  /** Red, green and blue of every pixel (count, height, width, 3), 0 to 255. */
  readonly pixels: Uint8Array
  /** Class indices (count). */
  readonly labels: ArrayLike<number>
}

/** Throws one sentence if a set is inconsistent, or has labels outside the model's classes. */
export function checkImageSet({ count, height, width, pixels, labels }: TrainingImages, classes: number): void {
  const expected = count * height * width * 3
  if (count < 1) throw new Error('The image set holds no image; choose another.')
  if (pixels.length !== expected || labels.length !== count) {
    throw new Error(
      `The image set has ${countOf(pixels.length, 'byte')} and ${countOf(labels.length, 'label')} where ${countOf(count, 'image')} of ${width} × ${height} ${byCount(count, 'needs', 'need')} ${expected} and ${count}; load it again.`,
    )
  }
  for (let i = 0; i < count; i++) {
    const label = labels[i] as number
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new Error(
        `Image ${i} has the label ${label} where the model has classes 0 to ${classes - 1}; choose another set.`,
      )
    }
  }
}

/** A hash of images and labels (FNV-1a): protects against mix-ups, not against malice. */
export function fingerprint({ height, width, pixels, labels }: TrainingImages): number {
  let hash = 0x811c9dc5
  const add = (value: number) => {
    hash = Math.imul(hash ^ value, 0x01000193)
  }
  add(height)
  add(width)
  for (let i = 0; i < labels.length; i++) add(labels[i] as number)
  for (let i = 0; i < pixels.length; i++) add(pixels[i] as number)
  return hash >>> 0
}

/** Images `from` up to `to` as pixels in [0, 1]. */
export function pixelsOf({ height, width, pixels }: TrainingImages, from: number, to: number): Float32Array {
  const size = height * width * 3
  return Float32Array.from(pixels.subarray(from * size, to * size), (value) => value / 255)
}
