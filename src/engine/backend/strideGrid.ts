/**
 * @file Strided windows made of ops that every backend has and that can be
 * differentiated any number of times.
 *
 * With stride s, row s*m + r of a padded image is row m of its phase r. Split
 * into its s*s phases, an image shows all windows' pixels at one kernel offset
 * as one plain slice. Ranks stay at 4, the highest that all kernels take.
 */
import * as tf from '../tf'

/** An image cut along rows and columns: `phases[r][q]` holds rows s*m + r, columns s*n + q. */
export type Phases = readonly (readonly tf.Tensor4D[])[]

/** What pooling and convolution share; one entry for rows and one for columns. */
export interface StrideGrid {
  readonly kernel: readonly [number, number]
  readonly strides: readonly [number, number]
  /** Padding before the first row and the first column. */
  readonly padBefore: readonly [number, number]
  readonly inSize: readonly [number, number]
  readonly outSize: readonly [number, number]
}

/** The grid of a convolution or pool, from tfjs's description of it (channels last). */
export function strideGrid(info: tf.backend_util.Conv2DInfo): StrideGrid {
  return {
    kernel: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    padBefore: [info.padInfo.top, info.padInfo.left],
    inSize: [info.inHeight, info.inWidth],
    outSize: [info.outHeight, info.outWidth],
  }
}

/** Rows (or columns) of a phase: enough for every pixel and for every window. */
function phaseSize(grid: StrideGrid, axis: 0 | 1): number {
  const stride = grid.strides[axis]
  const forPixels = Math.ceil((grid.padBefore[axis] + grid.inSize[axis]) / stride)
  const forWindows = grid.outSize[axis] - 1 + Math.ceil(grid.kernel[axis] / stride)
  return Math.max(forPixels, forWindows)
}

/** Splits x (batch, height, width, channels), padded with `fill`, into phases (batch, rows, columns, channels). */
export function splitPhases(x: tf.Tensor4D, grid: StrideGrid, fill = 0): Phases {
  const [batch, , , channels] = x.shape
  const [strideRows, strideColumns] = grid.strides
  const [rows, columns] = [phaseSize(grid, 0), phaseSize(grid, 1)]
  const [top, left] = grid.padBefore
  const bottom = rows * strideRows - top - grid.inSize[0]
  const right = columns * strideColumns - left - grid.inSize[1]
  const paddings: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]
  const padded = top + bottom + left + right > 0 ? tf.pad(x, paddings, fill) : x
  if (strideRows * strideColumns === 1) return [[padded]]
  const cut = tf.reshape(padded, [batch * rows, strideRows, columns, strideColumns * channels])
  return range(strideRows).map((r) =>
    range(strideColumns).map((q) => {
      const phase = tf.slice(cut, [0, r, 0, q * channels], [batch * rows, 1, columns, channels])
      return tf.reshape(phase, [batch, rows, columns, channels])
    }),
  )
}

/** The inverse of splitting. */
export function joinPhases(phases: Phases, grid: StrideGrid): tf.Tensor4D {
  const [strideRows, strideColumns] = grid.strides
  const one = phases.flat()[0] as tf.Tensor4D
  const [batch, rows, columns, channels] = one.shape
  let joined = one
  if (strideRows * strideColumns > 1) {
    const bands = phases.map((band) =>
      tf.concat(
        band.map((phase) => tf.reshape(phase, [batch * rows, 1, columns, channels])),
        3,
      ),
    )
    joined = tf.reshape(tf.concat(bands, 1), [batch, rows * strideRows, columns * strideColumns, channels])
  }
  const [height, width] = grid.inSize
  const [top, left] = grid.padBefore
  if (joined.shape[1] === height && joined.shape[2] === width) return joined
  return tf.slice(joined, [0, top, left, 0], [batch, height, width, channels])
}

/** The pixels of all windows at one kernel offset: (batch, out height, out width, channels). */
export function pixelsAtOffset(phases: Phases, grid: StrideGrid, row: number, column: number): tf.Tensor4D {
  const [strideRows, strideColumns] = grid.strides
  const phase = phases[row % strideRows]?.[column % strideColumns] as tf.Tensor4D
  const begin = [0, Math.floor(row / strideRows), Math.floor(column / strideColumns), 0]
  return tf.slice(phase, begin as [number, number, number, number], [phase.shape[0], ...grid.outSize, phase.shape[3]])
}

/**
 * The transpose of reading windows: adds up what each window gives to the pixel that it sees at each offset.
 *
 * @param given one (batch, out height, out width, channels) per kernel offset, row by row
 * @returns (batch, height, width, channels)
 */
export function scatterToPixels(given: readonly tf.Tensor4D[], grid: StrideGrid): tf.Tensor4D {
  const [strideRows, strideColumns] = grid.strides
  const [rows, columns] = [phaseSize(grid, 0), phaseSize(grid, 1)]
  const [batch, outRows, outColumns, channels] = (given[0] as tf.Tensor4D).shape
  const shares: tf.Tensor4D[][][] = range(strideRows).map(() => range(strideColumns).map(() => []))
  given.forEach((tensor, offset) => {
    const row = Math.floor(offset / grid.kernel[1])
    const column = offset % grid.kernel[1]
    const [top, left] = [Math.floor(row / strideRows), Math.floor(column / strideColumns)]
    const paddings: [number, number][] = [
      [0, 0],
      [top, rows - outRows - top],
      [left, columns - outColumns - left],
      [0, 0],
    ]
    shares[row % strideRows]?.[column % strideColumns]?.push(tf.pad(tensor, paddings))
  })
  const phases = shares.map((band) =>
    band.map((parts) => {
      if (parts.length === 0) return tf.zeros([batch, rows, columns, channels]) as tf.Tensor4D
      return parts.length === 1 ? (parts[0] as tf.Tensor4D) : tf.addN(parts)
    }),
  )
  return joinPhases(phases, grid)
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
