/** @file The gradients at a convolution's filter and shift as operations. */
import { type Operation, operation } from './operation'

type Size = readonly [height: number, width: number, channels: number]

export interface FilterGradientShape {
  readonly images: number
  /** Of what the convolution reads, and of what it gives. */
  readonly size: Size
  readonly outSize: Size
  readonly filter: { readonly rows: number; readonly columns: number }
  readonly stride: number
  /** Before the first row and column. */
  readonly padding: readonly [top: number, left: number]
  /** Channels that a tap reads of a pixel and, where a tap stands for several side by side, of the next ones; as many as a pixel has, by default. */
  readonly tapChannels?: number
}

/** Addresses. */
interface Places {
  readonly values: number
  readonly gradient: number
}

/** As in assembly/filterGradient.ts. */
const TILE_ROWS = 6
const LANES = 8
const SCRATCH = 4 * TILE_ROWS * LANES

/** Of the second-level cache: what all units of an operation read. */
const CHUNK_BYTES = 2 ** 18
/** Of the first-level cache: what the tiles of a unit read in turn. */
const BLOCK_PLACES = 256

/**
 * One for every few images, each adding to the one before, so that all units find these images in the cache.
 *
 * @param result address of the filter's gradient (rows, columns, in, out)
 * @param isAdded whether it is added to what is there
 */
export function filterGradientOperations(
  shape: FilterGradientShape,
  { values, gradient }: Places,
  result: number,
  isAdded = false,
): Operation[] {
  const { images, size, outSize, filter, stride, padding } = shape
  const [height, width, channels] = size
  const [outHeight, outWidth, outChannels] = outSize
  const tapChannels = shape.tapChannels ?? channels
  const imageBytes = height * width * channels * 4
  const outBytes = outHeight * outWidth * outChannels * 4
  const together = Math.max(1, Math.floor(CHUNK_BYTES / (imageBytes + outBytes)))
  const rowsPerBlock = Math.max(1, Math.floor(BLOCK_PLACES / outWidth))
  return Array.from({ length: Math.ceil(images / together) }, (_, chunk) => {
    const first = chunk * together
    return operation(
      'filterGradient',
      filter.rows * Math.ceil(tapChannels / TILE_ROWS),
      { result },
      [
        ...[values + first * imageBytes, gradient + first * outBytes, Math.min(together, images - first)],
        // The last place that a tap reaches is the last for which it has all of its pixels.
        ...[height, width - (tapChannels / channels - 1), channels * 4, width * channels * 4, imageBytes, tapChannels],
        ...[outHeight, outWidth, outChannels, filter.rows, filter.columns, stride, ...padding],
        ...[rowsPerBlock, Number(isAdded || chunk > 0)],
      ],
      SCRATCH,
    )
  })
}

/** The sums over `rows` rows of `channels` values. */
export const columnSumsOperation = (values: number, rows: number, channels: number, result: number): Operation =>
  operation('columnSums', Math.ceil(channels / LANES), { result }, [values, rows, channels])
