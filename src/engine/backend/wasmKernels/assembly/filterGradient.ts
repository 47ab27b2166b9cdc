/**
 * @file The gradients at a convolution's filter and shift, from its inputs and the gradient at its outputs as they lie:
 * for each tap the sum over places of the products of an input's channels with an output's.
 */
import { loadPart, Operation, storePart } from './operation'
import { fourRows, sixRows, twoRows, twoWideRows } from './outerTile'

/** Channels of the input by channels of the output. */
const TILE_ROWS: i32 = 6
const LANES: i32 = 8

class FilterGradient extends Operation {
  /** Inputs of the first image of this operation, and the gradient at its outputs. */
  values: usize
  gradient: usize
  images: i32
  height: i32
  width: i32
  /** Strides of the inputs, in bytes. */
  pixelBytes: i32
  rowBytes: i32
  imageBytes: i32
  inChannels: i32
  outHeight: i32
  outWidth: i32
  outChannels: i32
  tapRows: i32
  tapColumns: i32
  stride: i32
  /** Padding before the first row and column. */
  top: i32
  left: i32
  /** Rows of outputs whose values stay in the first-level cache. */
  rowsPerBlock: i32
  /** Whether the result is added to what is there. */
  accumulates: i32
}

/** The first of the places, along one axis, whose tap is within the image: from there `offset + place * stride >= 0`. */
function firstWithin(offset: i32, stride: i32): i32 {
  return offset >= 0 ? 0 : (-offset + stride - 1) / stride
}

/** The first beyond them. */
function lastWithin(offset: i32, stride: i32, length: i32, places: i32): i32 {
  const most = length - 1 - offset
  return most < 0 ? 0 : min(places, most / stride + 1)
}

/** Sums of a tile that is cut off at the last channels, in a row of tiles; see `scratch`. */
function copySums(to: usize, toStep: usize, from: usize, fromStep: usize, rows: i32, lanes: i32): void {
  for (let r = 0; r < rows; r++) {
    storePart(to, loadPart(from, lanes), lanes)
    if (lanes > 4) storePart(to + 16, loadPart(from + 16, lanes - 4), lanes - 4)
    to += toStep
    from += fromStep
  }
}

/**
 * A unit is six channels of the input and a row of taps.
 *
 * @param scratch for the sums of one tile
 */
export function filterGradient(at: usize, unit: i32, scratch: usize): void {
  const op = changetype<FilterGradient>(at)
  const tiles = (op.inChannels + TILE_ROWS - 1) / TILE_ROWS
  const tapRow = unit / tiles
  const firstChannel = (unit - tapRow * tiles) * TILE_ROWS
  const channels = min(TILE_ROWS, op.inChannels - firstChannel)
  const outBytes: usize = op.outChannels * 4
  const tapBytes: usize = <usize>op.inChannels * outBytes
  const result: usize = op.result + <usize>(tapRow * op.tapColumns) * tapBytes + <usize>firstChannel * outBytes
  if (!op.accumulates) {
    for (let tap = 0; tap < op.tapColumns; tap++) {
      const own: usize = result + <usize>tap * tapBytes
      for (let byte: usize = 0; byte < <usize>channels * outBytes; byte += 4) store<f32>(own + byte, 0)
    }
  }
  const dyRowBytes: usize = <usize>op.outWidth * outBytes
  const firstRow = firstWithin(tapRow - op.top, op.stride)
  const lastRow = lastWithin(tapRow - op.top, op.stride, op.height, op.outHeight)
  const step: usize = op.stride * op.pixelBytes
  const rowStep: usize = op.stride * op.rowBytes
  for (let image = 0; image < op.images; image++) {
    const values: usize = op.values + <usize>image * <usize>op.imageBytes + firstChannel * 4
    const gradient: usize = op.gradient + <usize>image * <usize>op.outHeight * dyRowBytes
    for (let row = firstRow; row < lastRow; row += op.rowsPerBlock) {
      const rows = min(op.rowsPerBlock, lastRow - row)
      const valueRow: usize = values + (row * op.stride + tapRow - op.top) * op.rowBytes
      const gradientRow: usize = gradient + <usize>row * dyRowBytes
      let lanes = 0
      for (let channel = 0; channel < op.outChannels; channel += lanes) {
        lanes = op.outChannels - channel
        const isWide = channels === 2 && lanes >= 2 * LANES
        lanes = min(isWide ? 2 * LANES : LANES, lanes)
        const isWhole = lanes >= LANES && (channels & 1) === 0
        for (let tap = 0; tap < op.tapColumns; tap++) {
          const first = firstWithin(tap - op.left, op.stride)
          const columns = lastWithin(tap - op.left, op.stride, op.width, op.outWidth) - first
          if (columns <= 0) continue
          const x: usize = valueRow + (first * op.stride + tap - op.left) * op.pixelBytes
          const dy: usize = gradientRow + <usize>first * outBytes + channel * 4
          const own: usize = result + <usize>tap * tapBytes + channel * 4
          const sums: usize = isWhole ? own : scratch
          const sumsStep: usize = isWhole ? outBytes : 32
          if (!isWhole) copySums(scratch, 32, own, outBytes, channels, lanes)
          if (channels > 4) sixRows(x, step, rowStep, dy, outBytes, dyRowBytes, columns, rows, sums, sumsStep)
          else if (channels > 2) fourRows(x, step, rowStep, dy, outBytes, dyRowBytes, columns, rows, sums, sumsStep)
          else if (isWide) twoWideRows(x, step, rowStep, dy, outBytes, dyRowBytes, columns, rows, sums, sumsStep)
          else twoRows(x, step, rowStep, dy, outBytes, dyRowBytes, columns, rows, sums, sumsStep)
          if (!isWhole) copySums(own, outBytes, scratch, 32, channels, lanes)
        }
      }
    }
  }
}

class ColumnSums extends Operation {
  values: usize
  rows: i32
  channels: i32
}

/** So many rows are summed before they are added to the whole, so that rounding does not grow with their number. */
const ROWS_TOGETHER: i32 = 64

/** The sum over all rows of each channel. A unit is eight channels. */
export function columnSums(at: usize, unit: i32): void {
  const op = changetype<ColumnSums>(at)
  const step: usize = op.channels * 4
  for (let c = unit * 8; c < min(op.channels, unit * 8 + 8); c += 4) {
    const lanes = op.channels - c
    let from: usize = op.values + c * 4
    let sum = f32x4.splat(0)
    for (let first = 0; first < op.rows; first += ROWS_TOGETHER) {
      let part = f32x4.splat(0)
      const last = min(op.rows, first + ROWS_TOGETHER)
      if (lanes >= 4) {
        for (let row = first; row < last; row++) {
          part = f32x4.add(part, v128.load(from))
          from += step
        }
      } else {
        for (let row = first; row < last; row++) {
          part = f32x4.add(part, loadPart(from, lanes))
          from += step
        }
      }
      sum = f32x4.add(sum, part)
    }
    storePart(op.result + c * 4, sum, lanes)
  }
}
