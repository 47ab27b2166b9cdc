/** @file The transpose of strided windows: from the gradient at their output to that at the image. */
import { range, type StrideGrid } from './strideGrid'

/** Along one axis, how one phase of the input's gradient follows from dy. */
export interface PhaseAxis {
  /** Kernel offsets of this phase in reverse order; may be empty. */
  readonly taps: readonly number[]
  /** Zeros before and after dy; negative where that much of dy is to be cut off. */
  readonly before: number
  readonly after: number
  /** Rows (columns) of the phase. */
  readonly size: number
}

/**
 * Row s*m + r of the input's gradient is the sum over t of dy[m + (r + pad - t) / s] w[t], over the taps t for
 * which that is whole: for each phase r a stride-1 convolution of dy with every s-th tap of the flipped kernel.
 */
export function phaseAxis(grid: StrideGrid, axis: 0 | 1, phase: number): PhaseAxis {
  const stride = grid.strides[axis]
  const shift = phase + grid.padBefore[axis]
  const taps = range(grid.kernel[axis]).filter((tap) => (tap - shift) % stride === 0)
  const size = Math.ceil(grid.inSize[axis] / stride)
  return {
    taps: taps.toReversed(),
    before: ((taps.at(-1) ?? 0) - shift) / stride,
    after: size + (shift - (taps[0] ?? 0)) / stride - grid.outSize[axis],
    size,
  }
}
