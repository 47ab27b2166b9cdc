/** @file Pooling over square or oblong windows, and its backward pass; a unit is a row of results. */
import { finish, loadPart, Operation, storePart } from './operation'

class Pool extends Operation {
  /** The pool's input or, in the backward pass, the gradient at its output. */
  values: usize
  height: i32
  width: i32
  channels: i32
  /** Of what the pool gives. */
  outHeight: i32
  outWidth: i32
  sideRows: i32
  sideColumns: i32
  stride: i32
  top: i32
  left: i32
  /** For averages: whether padding counts. */
  countsPadding: i32
  /** For maxima: the index within the window, row by row. */
  places: usize
}

/** The factor of a window's sum. */
function shareOf(op: Pool, row: i32, column: i32): f32 {
  if (op.countsPadding) return 1 / <f32>(op.sideRows * op.sideColumns)
  const y = row * op.stride - op.top
  const x = column * op.stride - op.left
  const rows = min(y + op.sideRows, op.height) - max(y, 0)
  const columns = min(x + op.sideColumns, op.width) - max(x, 0)
  return 1 / <f32>(rows * columns)
}

export function averagePool(at: usize, unit: i32): void {
  const op = changetype<Pool>(at)
  const image = unit / op.outHeight
  const row = unit - image * op.outHeight
  const y = row * op.stride - op.top
  const firstRow = max(y, 0)
  const lastRow = min(y + op.sideRows, op.height)
  for (let column = 0; column < op.outWidth; column++) {
    const x = column * op.stride - op.left
    const firstColumn = max(x, 0)
    const lastColumn = min(x + op.sideColumns, op.width)
    const share = f32x4.splat(shareOf(op, row, column))
    const to: usize = (unit * op.outWidth + column) * op.channels * 4
    for (let c = 0; c < op.channels; c += 4) {
      const lanes = op.channels - c
      let sum = f32x4.splat(0)
      for (let r = firstRow; r < lastRow; r++) {
        for (let k = firstColumn; k < lastColumn; k++) {
          const from: usize = op.values + (((image * op.height + r) * op.width + k) * op.channels + c) * 4
          sum = f32x4.add(sum, loadPart(from, lanes))
        }
      }
      finish(op, f32x4.mul(sum, share), to + c * 4, lanes)
    }
  }
}

export function averagePoolBack(at: usize, unit: i32): void {
  const op = changetype<Pool>(at)
  const image = unit / op.height
  const y = unit - image * op.height
  for (let x = 0; x < op.width; x++) {
    const to: usize = (unit * op.width + x) * op.channels * 4
    for (let c = 0; c < op.channels; c += 4) {
      const lanes = op.channels - c
      let sum = f32x4.splat(0)
      // Windows that hold the place, from the last to the first.
      for (let row = min((y + op.top) / op.stride, op.outHeight - 1); row >= 0; row--) {
        if (row * op.stride - op.top + op.sideRows <= y) break
        for (let column = min((x + op.left) / op.stride, op.outWidth - 1); column >= 0; column--) {
          if (column * op.stride - op.left + op.sideColumns <= x) break
          const from: usize = op.values + (((image * op.outHeight + row) * op.outWidth + column) * op.channels + c) * 4
          sum = f32x4.add(sum, f32x4.mul(loadPart(from, lanes), f32x4.splat(shareOf(op, row, column))))
        }
      }
      finish(op, sum, to + c * 4, lanes)
    }
  }
}

/** The largest of each window, if there is a result; and which it is, the first of equal ones, if there is room for places. */
export function maxPool(at: usize, unit: i32): void {
  const op = changetype<Pool>(at)
  const image = unit / op.outHeight
  const y = (unit - image * op.outHeight) * op.stride - op.top
  for (let column = 0; column < op.outWidth; column++) {
    const x = column * op.stride - op.left
    const to: usize = (unit * op.outWidth + column) * op.channels * 4
    for (let c = 0; c < op.channels; c += 4) {
      const lanes = op.channels - c
      let most = f32x4.splat(-Infinity)
      let place = i32x4.splat(-1)
      for (let r = 0; r < op.sideRows; r++) {
        if (<u32>(y + r) >= <u32>op.height) continue
        for (let k = 0; k < op.sideColumns; k++) {
          if (<u32>(x + k) >= <u32>op.width) continue
          const from: usize = op.values + (((image * op.height + y + r) * op.width + x + k) * op.channels + c) * 4
          const value = loadPart(from, lanes)
          const isMore = v128.or(f32x4.gt(value, most), i32x4.eq(place, i32x4.splat(-1)))
          most = v128.bitselect(value, most, isMore)
          place = v128.bitselect(i32x4.splat(r * op.sideColumns + k), place, isMore)
        }
      }
      if (op.result !== 0) finish(op, most, to + c * 4, lanes)
      if (op.places !== 0) storePart(op.places + to + c * 4, place, lanes)
    }
  }
}

/** Reads the places that `maxPool` wrote. */
export function maxPoolBack(at: usize, unit: i32): void {
  const op = changetype<Pool>(at)
  const image = unit / op.height
  const y = unit - image * op.height
  for (let x = 0; x < op.width; x++) {
    const to: usize = (unit * op.width + x) * op.channels * 4
    for (let c = 0; c < op.channels; c += 4) {
      const lanes = op.channels - c
      let sum = f32x4.splat(0)
      for (let row = min((y + op.top) / op.stride, op.outHeight - 1); row >= 0; row--) {
        const r = y + op.top - row * op.stride
        if (r >= op.sideRows) break
        for (let column = min((x + op.left) / op.stride, op.outWidth - 1); column >= 0; column--) {
          const k = x + op.left - column * op.stride
          if (k >= op.sideColumns) break
          const offset: usize = (((image * op.outHeight + row) * op.outWidth + column) * op.channels + c) * 4
          const isHere = i32x4.eq(loadPart(op.places + offset, lanes), i32x4.splat(r * op.sideColumns + k))
          sum = f32x4.add(sum, v128.and(loadPart(op.values + offset, lanes), isHere))
        }
      }
      finish(op, sum, to + c * 4, lanes)
    }
  }
}
