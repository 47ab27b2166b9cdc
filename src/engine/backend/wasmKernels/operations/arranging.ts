/** @file Operations that rearrange values into the order in which the kernels' tiles read them. */
import type { FilterShape, Packed } from './filters'
import { type Operation, operation } from './operation'

const LANES = 8

/** Matrices (taps, depth, columns) in any order of their values. */
interface Matrices {
  /** Address. */
  readonly values: number
  readonly taps: number
  readonly depth: number
  readonly columns: number
  /** Strides between matrices, rows and columns, in values. */
  readonly steps: readonly [tap: number, row: number, column: number]
}

/** The number of float32 values that `packingOperation` writes. */
export const packedLength = ({ taps, depth, columns }: Pick<Matrices, 'taps' | 'depth' | 'columns'>): number =>
  Math.ceil(columns / LANES) * LANES * taps * depth

export function packingOperation({ values, taps, depth, columns, steps }: Matrices, result: number): Operation {
  const panels = Math.ceil(columns / LANES)
  const rowsPerUnit = Math.min(taps * depth, 2048)
  const unitsPerPanel = Math.ceil((taps * depth) / rowsPerUnit)
  const bytes = steps.map((step) => step * 4)
  const fields = [values, taps, depth, columns, ...bytes, rowsPerUnit, unitsPerPanel]
  return operation('packing', panels * unitsPerPanel, { result }, fields)
}

/** A filter (rows, columns, into, out) of one group, at an address, as the tiles of a convolution read it. */
export function filterMatrices(
  values: number,
  { rows, columns, inChannels, outChannels }: FilterShape,
  isTransposed: boolean,
): Matrices {
  const taps = rows * columns
  return isTransposed
    ? // The last tap comes first.
      {
        values: values + (taps - 1) * inChannels * outChannels * 4,
        taps,
        depth: outChannels,
        columns: inChannels,
        steps: [-inChannels * outChannels, 1, outChannels],
      }
    : { values, taps, depth: inChannels, columns: outChannels, steps: [inChannels * outChannels, outChannels, 1] }
}

/** What tiles need to know about values that `packingOperation` wrote. */
export function packedOf({ depth, columns }: Matrices): Packed {
  const panels = Math.ceil(columns / LANES)
  return { values: new Float32Array(0), panels, depth, panelsPerGroup: panels }
}

export interface PlanesShape {
  readonly images: number
  readonly size: readonly [height: number, width: number, channels: number]
  /** Before the first row and column. */
  readonly padding: readonly [top: number, left: number]
  /** With padding; the width is a multiple of the stride. */
  readonly paddedHeight: number
  readonly paddedWidth: number
  readonly stride: number
}

export const planeLength = ({ images, paddedHeight, paddedWidth }: PlanesShape): number =>
  images * paddedHeight * paddedWidth

/** Images channel by channel, with every stride-th value of a row adjacent. */
export function planesOperation(values: number, shape: PlanesShape, result: number): Operation {
  const { images, size, padding, paddedHeight, paddedWidth, stride } = shape
  const fields = [values, ...size, ...padding, paddedHeight, paddedWidth, stride, planeLength(shape) * 4]
  return operation('planes', images * paddedHeight, { result }, fields)
}
