/** @file Products of many small matrices; a unit is one of them. */
import { loadPart, Operation, storePart } from './operation'
import { STEP_DEPTH, STEP_PANEL, STEP_ROWS, STEP_WEIGHTS, WIDE_ROWS, wideTile } from './tile'

class Products extends Operation {
  /** (m, k), or (k, m) if transposed, and (k, n), or (n, k) if transposed. */
  left: usize
  right: usize
  /** Stride between matrices, in bytes; 0 if all products share the factor. */
  leftStep: i32
  rightStep: i32
  isLeftTransposed: i32
  isRightTransposed: i32
  m: i32
  k: i32
  n: i32
  /** Eight zeros. */
  zeros: usize
}

const TABLE_BYTES: usize = 48
const SUMS_BYTES: usize = 192

/** Must match the scratch bytes counted in ../operations/products.ts. */
export function products(at: usize, unit: i32, scratch: usize): void {
  const op = changetype<Products>(at)
  const m = op.m
  const k = op.k
  const n = op.n
  const table = scratch
  const sums = table + TABLE_BYTES
  const packed: usize = sums + SUMS_BYTES
  const panels = (n + 7) / 8
  const turned: usize = packed + panels * k * 32
  let left: usize = op.left + <usize>unit * <usize>op.leftStep
  const right: usize = op.right + <usize>unit * <usize>op.rightStep
  if (op.isLeftTransposed) {
    for (let j = 0; j < k; j++) {
      for (let i = 0; i < m; i++) store<f32>(turned + (i * k + j) * 4, load<f32>(left + (j * m + i) * 4))
    }
    left = turned
  }
  for (let panel = 0; panel < panels; panel++) {
    const lanes = min(8, n - panel * 8)
    for (let j = 0; j < k; j++) {
      const to: usize = packed + (panel * k + j) * 32
      if (op.isRightTransposed) {
        for (let lane = 0; lane < 8; lane++) {
          store<f32>(to + lane * 4, lane < lanes ? load<f32>(right + ((panel * 8 + lane) * k + j) * 4) : 0)
        }
      } else {
        const from: usize = right + (j * n + panel * 8) * 4
        v128.store(to, loadPart(from, lanes))
        v128.store(to, lanes > 4 ? loadPart(from + 16, lanes - 4) : f32x4.splat(0), 16)
      }
    }
  }
  store<u32>(table, <u32>packed, STEP_WEIGHTS)
  store<i32>(table, k * 32, STEP_PANEL)
  store<i32>(table, k, STEP_DEPTH)
  for (let first = 0; first < m; first += WIDE_ROWS) {
    const own = min(WIDE_ROWS, m - first)
    for (let r = 0; r < WIDE_ROWS; r++) {
      store<u32>(table + r * 4, <u32>(left + (first + min(r, own - 1)) * k * 4), STEP_ROWS)
    }
    for (let panel = 0; panel < panels; panel++) {
      wideTile(table, 1, panel, 0, op.zeros, sums)
      const lanes = n - panel * 8
      for (let r = 0; r < own; r++) {
        const to: usize = op.result + ((unit * m + first + r) * n + panel * 8) * 4
        storePart(to, v128.load(sums + r * 32), lanes)
        if (lanes > 4) storePart(to + 16, v128.load(sums + r * 32, 16), lanes - 4)
      }
    }
  }
}
