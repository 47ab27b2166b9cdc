/**
 * @file Tiles of 4 by 4 values and of 2 by 2 gradients at the 16 points of Winograd's algorithm; see winogradGradient.ts.
 */
import { Operation } from './operation'

class GradientTiles extends Operation {
  /** The maps, and where the second one's points are written; `result` has the first one's. */
  values: usize
  gradient: usize
  gradientPoints: usize
  height: i32
  width: i32
  inChannels: i32
  outHeight: i32
  outWidth: i32
  outChannels: i32
  /** Padding before the first row and column. */
  top: i32
  left: i32
  /** Rows of tiles of this operation, counted over all images; tiles in a row, and rows of an image. */
  firstRow: i32
  rows: i32
  columns: i32
  rowsPerImage: i32
  /** Bytes between tiles of a point, and between points. */
  valueTile: i32
  valuePoint: i32
  gradientTile: i32
  gradientPoint: i32
}

/** A unit is a row of tiles, of values or of gradients. */
export function gradientTiles(at: usize, unit: i32, scratch: usize): void {
  const op = changetype<GradientTiles>(at)
  const row = unit < op.rows ? unit : unit - op.rows
  const image = (op.firstRow + row) / op.rowsPerImage
  const tileRow = op.firstRow + row - image * op.rowsPerImage
  if (unit < op.rows) valueRow(op, row, image, tileRow, scratch)
  else gradientRow(op, row, image, tileRow)
}

/** Four values along an axis as they are at four points, `step` bytes apart. */
function storeValues(to: usize, step: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(to, f32x4.sub(a, c))
  v128.store(to + step, f32x4.add(b, c))
  v128.store(to + 2 * step, f32x4.sub(c, b))
  v128.store(to + 3 * step, f32x4.sub(d, b))
}

/** Two gradients along an axis, likewise. */
function storeGradients(to: usize, step: usize, a: v128, b: v128): void {
  const half = f32x4.splat(0.5)
  v128.store(to, a)
  v128.store(to + step, f32x4.mul(f32x4.add(a, b), half))
  v128.store(to + 2 * step, f32x4.mul(f32x4.sub(a, b), half))
  v128.store(to + 3 * step, b)
}

/** The 4 by 4 pixels from a place that may be outside of the image, with zeros there. */
function copyPatch(op: GradientTiles, image: i32, y: i32, x: i32, to: usize): void {
  const pixelBytes: usize = op.inChannels * 4
  for (let row = y; row < y + 4; row++) {
    for (let column = x; column < x + 4; column++) {
      const isWithin = row >= 0 && row < op.height && column >= 0 && column < op.width
      if (isWithin)
        memory.copy(to, op.values + <usize>((image * op.height + row) * op.width + column) * pixelBytes, pixelBytes)
      else memory.fill(to, 0, pixelBytes)
      to += pixelBytes
    }
  }
}

/** @param scratch for the pixels of a tile at an edge */
function valueRow(op: GradientTiles, row: i32, image: i32, tileRow: i32, scratch: usize): void {
  const pixelBytes: usize = op.inChannels * 4
  const point: usize = op.valuePoint
  const y = 2 * tileRow - op.top
  let to: usize = op.result + <usize>(row * op.columns) * <usize>op.valueTile
  for (let tile = 0; tile < op.columns; tile++) {
    const x = 2 * tile - op.left
    const isWithin = y >= 0 && y + 4 <= op.height && x >= 0 && x + 4 <= op.width
    let from: usize = scratch
    let rowBytes: usize = 4 * pixelBytes
    if (isWithin) {
      rowBytes = <usize>op.width * pixelBytes
      from = op.values + <usize>(image * op.height + y) * rowBytes + <usize>x * pixelBytes
    } else copyPatch(op, image, y, x, scratch)
    for (let byte: usize = 0; byte < pixelBytes; byte += 16) {
      let at = from + byte
      const r0 = rowBytes
      const r1 = 2 * rowBytes
      const r2 = 3 * rowBytes
      let d0 = v128.load(at)
      let d1 = v128.load(at + r0)
      let d2 = v128.load(at + r1)
      let d3 = v128.load(at + r2)
      const a0 = f32x4.sub(d0, d2)
      const a1 = f32x4.add(d1, d2)
      const a2 = f32x4.sub(d2, d1)
      const a3 = f32x4.sub(d3, d1)
      at += pixelBytes
      d0 = v128.load(at)
      d1 = v128.load(at + r0)
      d2 = v128.load(at + r1)
      d3 = v128.load(at + r2)
      const b0 = f32x4.sub(d0, d2)
      const b1 = f32x4.add(d1, d2)
      const b2 = f32x4.sub(d2, d1)
      const b3 = f32x4.sub(d3, d1)
      at += pixelBytes
      d0 = v128.load(at)
      d1 = v128.load(at + r0)
      d2 = v128.load(at + r1)
      d3 = v128.load(at + r2)
      const c0 = f32x4.sub(d0, d2)
      const c1 = f32x4.add(d1, d2)
      const c2 = f32x4.sub(d2, d1)
      const c3 = f32x4.sub(d3, d1)
      at += pixelBytes
      d0 = v128.load(at)
      d1 = v128.load(at + r0)
      d2 = v128.load(at + r1)
      d3 = v128.load(at + r2)
      const own = to + byte
      storeValues(own, point, a0, b0, c0, f32x4.sub(d0, d2))
      storeValues(own + 4 * point, point, a1, b1, c1, f32x4.add(d1, d2))
      storeValues(own + 8 * point, point, a2, b2, c2, f32x4.sub(d2, d1))
      storeValues(own + 12 * point, point, a3, b3, c3, f32x4.sub(d3, d1))
    }
    to += op.valueTile
  }
}

function gradientRow(op: GradientTiles, row: i32, image: i32, tileRow: i32): void {
  const pixelBytes: usize = op.outChannels * 4
  const rowBytes: usize = <usize>op.outWidth * pixelBytes
  const point: usize = op.gradientPoint
  const half = f32x4.splat(0.5)
  const zero = f32x4.splat(0)
  const hasBelow = 2 * tileRow + 1 < op.outHeight
  const start: usize = op.gradient + <usize>(image * op.outHeight + 2 * tileRow) * rowBytes
  let to: usize = op.gradientPoints + <usize>(row * op.columns) * <usize>op.gradientTile
  for (let tile = 0; tile < op.columns; tile++) {
    const hasRight = 2 * tile + 1 < op.outWidth
    const from: usize = start + <usize>(2 * tile) * pixelBytes
    for (let byte: usize = 0; byte < pixelBytes; byte += 16) {
      const at = from + byte
      const a = v128.load(at)
      const b = hasRight ? v128.load(at + pixelBytes) : zero
      const c = hasBelow ? v128.load(at + rowBytes) : zero
      const d = hasRight && hasBelow ? v128.load(at + rowBytes + pixelBytes) : zero
      const own = to + byte
      storeGradients(own, point, a, b)
      const left = f32x4.mul(a, half)
      const right = f32x4.mul(b, half)
      const below = f32x4.mul(c, half)
      const beside = f32x4.mul(d, half)
      storeGradients(own + 4 * point, point, f32x4.add(left, below), f32x4.add(right, beside))
      storeGradients(own + 8 * point, point, f32x4.sub(left, below), f32x4.sub(right, beside))
      storeGradients(own + 12 * point, point, c, d)
    }
    to += op.gradientTile
  }
}
