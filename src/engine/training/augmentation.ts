import type { BatchRng } from '../objectives/rng'
import type { TrainingImages } from './trainingImages'

export interface Augmentation {
  /** Whether half of the images are mirrored left to right. */
  readonly flip: boolean
  /** Pixels of reflected margin from which images are cropped; 0 leaves them in place. */
  readonly cropMargin: number
}

/** Where each image of a batch is cropped from its padded version. */
export interface Places {
  /** From 0 to twice the margin. */
  readonly tops: readonly number[]
  readonly lefts: readonly number[]
  readonly flips: readonly boolean[]
}

export function drawPlaces(rng: BatchRng, count: number, { flip, cropMargin }: Augmentation): Places {
  const offsets = () => Array.from(rng.uniform(count), (drawn) => Math.floor(drawn * (2 * cropMargin + 1)))
  return { tops: offsets(), lefts: offsets(), flips: Array.from(rng.uniform(count), (drawn) => flip && drawn < 0.5) }
}

/** The chosen images in [0, 1], each cropped from a reflected margin, then possibly mirrored (N, height, width, 3). */
export function augment(
  { height, width, pixels }: TrainingImages,
  indices: readonly number[],
  { tops, lefts, flips }: Places,
  margin: number,
): Float32Array {
  const size = height * width * 3
  const batch = new Float32Array(indices.length * size)
  for (const [i, index] of indices.entries()) {
    const columns = sourceColumns(width, (lefts[i] as number) - margin, flips[i] as boolean)
    let to = i * size
    for (let y = 0; y < height; y++) {
      const row = index * size + 3 * width * reflect(y + (tops[i] as number) - margin, height)
      for (const column of columns) {
        const from = row + 3 * column
        for (let channel = 0; channel < 3; channel++) batch[to++] = (pixels[from + channel] as number) / 255
      }
    }
  }
  return batch
}

function sourceColumns(width: number, offset: number, flip: boolean): number[] {
  const columns = Array.from({ length: width }, (_, x) => reflect(x + offset, width))
  return flip ? columns.reverse() : columns
}

/** Mirrors an index at the borders without repeating them, as torch's "reflect" does, however small the image. */
function reflect(index: number, size: number): number {
  if (size === 1) return 0
  const period = 2 * (size - 1)
  const within = ((index % period) + period) % period
  return within < size ? within : period - within
}
