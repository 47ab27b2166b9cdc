/** @file Rearranges values of tfjs's tensors into the order in which tiles read them. */
import { loadPart, Operation } from './operation'

class Packing extends Operation {
  values: usize
  /** Matrices of `depth` rows and `columns` columns, one after another in each panel. */
  taps: i32
  depth: i32
  columns: i32
  /** Strides between matrices, rows and columns, in bytes. */
  tapStep: i32
  rowStep: i32
  columnStep: i32
  rowsPerUnit: i32
  unitsPerPanel: i32
}

/** To panels of eight columns: (panels, taps, depth, 8), with zeros for columns that are missing. */
export function packing(at: usize, unit: i32): void {
  const op = changetype<Packing>(at)
  const panel = unit / op.unitsPerPanel
  const all = op.taps * op.depth
  const first = (unit - panel * op.unitsPerPanel) * op.rowsPerUnit
  const last = min(all, first + op.rowsPerUnit)
  const lanes = min(8, op.columns - panel * 8)
  const start: usize = op.values + panel * 8 * op.columnStep
  for (let row = first; row < last; row++) {
    const tap = row / op.depth
    const from: usize = start + tap * op.tapStep + (row - tap * op.depth) * op.rowStep
    const to: usize = op.result + (panel * all + row) * 32
    if (op.columnStep === 4) {
      v128.store(to, loadPart(from, lanes))
      v128.store(to, lanes > 4 ? loadPart(from + 16, lanes - 4) : f32x4.splat(0), 16)
      continue
    }
    for (let lane = 0; lane < 8; lane++) {
      store<f32>(to + lane * 4, lane < lanes ? load<f32>(from + lane * op.columnStep) : 0)
    }
  }
}

class Planes extends Operation {
  values: usize
  height: i32
  width: i32
  channels: i32
  top: i32
  left: i32
  paddedHeight: i32
  paddedWidth: i32
  /** Columns of a row with the same remainder are adjacent; divides `paddedWidth`. */
  stride: i32
  /** From a channel's plane to the next, in bytes. */
  planeBytes: i32
}

/** Zeros; a call of memory.fill takes longer than a row. */
function clear(from: usize, bytes: usize): void {
  const end = from + bytes
  for (; from + 16 <= end; from += 16) v128.store(from, f32x4.splat(0))
  for (; from < end; from += 4) store<f32>(from, 0)
}

/** Images (N, height, width, channels), channel by channel and with zeros around them. A unit is a row with its padding. */
export function planes(at: usize, unit: i32): void {
  const op = changetype<Planes>(at)
  const image = unit / op.paddedHeight
  const row = unit - image * op.paddedHeight - op.top
  const rowBytes: usize = op.paddedWidth * 4
  const plane: usize = op.planeBytes
  const first: usize = op.result + <usize>unit * rowBytes
  const isPadding = op.width < op.paddedWidth || op.left > 0
  const isInside = row >= 0 && row < op.height
  if (isPadding || !isInside) {
    for (let c = 0; c < op.channels; c++) clear(first + <usize>c * plane, rowBytes)
  }
  if (!isInside) return
  const across = op.paddedWidth / op.stride
  const start: usize = op.values + (image * op.height + row) * op.width * op.channels * 4
  const pixelBytes = op.channels * 4
  for (let c = 0; c < op.channels; c += 4) {
    const lanes = op.channels - c
    let from: usize = start + c * 4
    const own: usize = first + <usize>c * plane
    let group = op.left % op.stride
    let place = op.left / op.stride
    for (let x = 0; x < op.width; x++) {
      const values = loadPart(from, lanes)
      const to: usize = own + (group * across + place) * 4
      store<f32>(to, f32x4.extract_lane(values, 0))
      if (lanes > 1) store<f32>(to + plane, f32x4.extract_lane(values, 1))
      if (lanes > 2) store<f32>(to + 2 * plane, f32x4.extract_lane(values, 2))
      if (lanes > 3) store<f32>(to + 3 * plane, f32x4.extract_lane(values, 3))
      from += pixelBytes
      if (++group === op.stride) {
        group = 0
        place++
      }
    }
  }
}
