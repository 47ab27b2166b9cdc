/** @file The gradient at a filter of 3 by 3 taps as operations of Winograd's algorithm; see assembly/winogradGradient.ts. */
import type { FilterGradientShape } from './filterGradient'
import { type Operation, operation } from './operation'

const POINTS = 16
const TILE_ROWS = 6
const LANES = 8
/** Values between one tile and the next: with a line of the cache in between, tiles are not all in the same few sets. */
const APART = 16
/** Of the second-level cache: the points of the tiles that are multiplied together. */
const CHUNK_BYTES = 2 ** 19
/** Fewer would be too few for the sums, which each chunk reads and writes. */
const LEAST_TILES = 64

/** Fewer channels are not worth the way to the points and back. */
const LEAST_CHANNELS = 16

/** Whether there are operations for it, and they are faster than the sums themselves. */
export function isForWinograd({ size, outSize, filter, stride, tapChannels }: FilterGradientShape): boolean {
  const [inChannels, outChannels] = [size[2], outSize[2]]
  const isOfTaps = filter.rows === 3 && filter.columns === 3 && stride === 1 && tapChannels === undefined
  if (!isOfTaps || inChannels % 4 > 0 || outChannels % LANES > 0) return false
  return Math.min(inChannels, outChannels) >= LEAST_CHANNELS && Math.min(outSize[0], outSize[1]) > 1
}

interface Plan {
  readonly rowsPerImage: number
  readonly columns: number
  /** Rows of tiles in a chunk. */
  readonly together: number
  /** Strides in bytes, and values of all points. */
  readonly value: Stride
  readonly gradient: Stride
  readonly sums: number
}

interface Stride {
  readonly tile: number
  readonly point: number
  readonly values: number
}

function strideOf(channels: number, tiles: number): Stride {
  const tile = channels + APART
  const point = tiles * tile + APART
  return { tile: tile * 4, point: point * 4, values: POINTS * point }
}

function planOf({ size, outSize }: FilterGradientShape): Plan {
  const [inChannels, outChannels] = [size[2], outSize[2]]
  const columns = Math.ceil(outSize[1] / 2)
  const tiles = Math.max(LEAST_TILES, CHUNK_BYTES / (POINTS * 4 * (inChannels + outChannels)))
  const together = Math.max(1, Math.floor(tiles / columns))
  return {
    rowsPerImage: Math.ceil(outSize[0] / 2),
    columns,
    together,
    value: strideOf(inChannels, together * columns),
    gradient: strideOf(outChannels, together * columns),
    sums: POINTS * inChannels * outChannels,
  }
}

/** Values of memory that the operations write on. */
export function winogradWorkspace(shape: FilterGradientShape): number {
  const { value, gradient, sums } = planOf(shape)
  return value.values + gradient.values + sums
}

/**
 * @param at addresses of memory to write on, and of the filter's gradient (3, 3, in, out)
 * @param isAdded whether it is added to what is there
 */
export function winogradGradientOperations(
  shape: FilterGradientShape,
  { values, gradient }: { readonly values: number; readonly gradient: number },
  { workspace, result }: { readonly workspace: number; readonly result: number },
  isAdded: boolean,
): Operation[] {
  const { images, size, outSize, padding } = shape
  const plan = planOf(shape)
  const [inChannels, outChannels] = [size[2], outSize[2]]
  const gradientPoints = workspace + plan.value.values * 4
  const sums = gradientPoints + plan.gradient.values * 4
  const strides = [plan.value.tile, plan.value.point, plan.gradient.tile, plan.gradient.point]
  const allRows = images * plan.rowsPerImage
  const chunks = Array.from({ length: Math.ceil(allRows / plan.together) }, (_, chunk) => {
    const first = chunk * plan.together
    const rows = Math.min(plan.together, allRows - first)
    const { columns, rowsPerImage } = plan
    return [
      operation(
        'gradientTiles',
        2 * rows,
        { result: workspace },
        [
          values,
          gradient,
          gradientPoints,
          ...size,
          ...outSize,
          ...padding,
          first,
          rows,
          columns,
          rowsPerImage,
          ...strides,
        ],
        4 * 4 * inChannels * 4,
      ),
      operation('tileProducts', POINTS * Math.ceil(inChannels / TILE_ROWS), { result: sums }, [
        ...[workspace, gradientPoints, rows * columns, ...strides, inChannels, outChannels, Number(chunk > 0)],
      ]),
    ]
  })
  const back = operation('tileSums', inChannels, { result }, [sums, inChannels, outChannels, Number(isAdded)])
  return [...chunks.flat(), back]
}
