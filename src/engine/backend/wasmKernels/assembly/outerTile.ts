/**
 * @file The inner kernels of filter gradients: a tile of sums in registers, of the products of a few channels of one map
 * with some of another's at the same places.
 */
import { madd } from './tile'

/** Adds to `sums`, rows of 8 values that are `sumsStep` bytes apart, over `rows` rows of `columns` places. */
export function sixRows(
  x: usize,
  xStep: usize,
  xRowStep: usize,
  dy: usize,
  dyStep: usize,
  dyRowStep: usize,
  columns: i32,
  rows: i32,
  sums: usize,
  sumsStep: usize,
): void {
  let at = sums
  let c00 = v128.load(at)
  let c01 = v128.load(at, 16)
  at += sumsStep
  let c10 = v128.load(at)
  let c11 = v128.load(at, 16)
  at += sumsStep
  let c20 = v128.load(at)
  let c21 = v128.load(at, 16)
  at += sumsStep
  let c30 = v128.load(at)
  let c31 = v128.load(at, 16)
  at += sumsStep
  let c40 = v128.load(at)
  let c41 = v128.load(at, 16)
  at += sumsStep
  let c50 = v128.load(at)
  let c51 = v128.load(at, 16)
  for (let row = 0; row < rows; row++) {
    let a = x
    let b = dy
    for (let column = 0; column < columns; column++) {
      const w0 = v128.load(b)
      const w1 = v128.load(b, 16)
      let v = v128.load32_splat(a)
      c00 = madd(v, w0, c00)
      c01 = madd(v, w1, c01)
      v = v128.load32_splat(a, 4)
      c10 = madd(v, w0, c10)
      c11 = madd(v, w1, c11)
      v = v128.load32_splat(a, 8)
      c20 = madd(v, w0, c20)
      c21 = madd(v, w1, c21)
      v = v128.load32_splat(a, 12)
      c30 = madd(v, w0, c30)
      c31 = madd(v, w1, c31)
      v = v128.load32_splat(a, 16)
      c40 = madd(v, w0, c40)
      c41 = madd(v, w1, c41)
      v = v128.load32_splat(a, 20)
      c50 = madd(v, w0, c50)
      c51 = madd(v, w1, c51)
      a += xStep
      b += dyStep
    }
    x += xRowStep
    dy += dyRowStep
  }
  at = sums
  v128.store(at, c00)
  v128.store(at, c01, 16)
  at += sumsStep
  v128.store(at, c10)
  v128.store(at, c11, 16)
  at += sumsStep
  v128.store(at, c20)
  v128.store(at, c21, 16)
  at += sumsStep
  v128.store(at, c30)
  v128.store(at, c31, 16)
  at += sumsStep
  v128.store(at, c40)
  v128.store(at, c41, 16)
  at += sumsStep
  v128.store(at, c50)
  v128.store(at, c51, 16)
}

/** The same of four rows, for what is left of the channels. */
export function fourRows(
  x: usize,
  xStep: usize,
  xRowStep: usize,
  dy: usize,
  dyStep: usize,
  dyRowStep: usize,
  columns: i32,
  rows: i32,
  sums: usize,
  sumsStep: usize,
): void {
  let at = sums
  let c00 = v128.load(at)
  let c01 = v128.load(at, 16)
  at += sumsStep
  let c10 = v128.load(at)
  let c11 = v128.load(at, 16)
  at += sumsStep
  let c20 = v128.load(at)
  let c21 = v128.load(at, 16)
  at += sumsStep
  let c30 = v128.load(at)
  let c31 = v128.load(at, 16)
  for (let row = 0; row < rows; row++) {
    let a = x
    let b = dy
    for (let column = 0; column < columns; column++) {
      const w0 = v128.load(b)
      const w1 = v128.load(b, 16)
      let v = v128.load32_splat(a)
      c00 = madd(v, w0, c00)
      c01 = madd(v, w1, c01)
      v = v128.load32_splat(a, 4)
      c10 = madd(v, w0, c10)
      c11 = madd(v, w1, c11)
      v = v128.load32_splat(a, 8)
      c20 = madd(v, w0, c20)
      c21 = madd(v, w1, c21)
      v = v128.load32_splat(a, 12)
      c30 = madd(v, w0, c30)
      c31 = madd(v, w1, c31)
      a += xStep
      b += dyStep
    }
    x += xRowStep
    dy += dyRowStep
  }
  at = sums
  v128.store(at, c00)
  v128.store(at, c01, 16)
  at += sumsStep
  v128.store(at, c10)
  v128.store(at, c11, 16)
  at += sumsStep
  v128.store(at, c20)
  v128.store(at, c21, 16)
  at += sumsStep
  v128.store(at, c30)
  v128.store(at, c31, 16)
}

/** The same of two rows. */
export function twoRows(
  x: usize,
  xStep: usize,
  xRowStep: usize,
  dy: usize,
  dyStep: usize,
  dyRowStep: usize,
  columns: i32,
  rows: i32,
  sums: usize,
  sumsStep: usize,
): void {
  let at = sums
  let c00 = v128.load(at)
  let c01 = v128.load(at, 16)
  at += sumsStep
  let c10 = v128.load(at)
  let c11 = v128.load(at, 16)
  for (let row = 0; row < rows; row++) {
    let a = x
    let b = dy
    for (let column = 0; column < columns; column++) {
      const w0 = v128.load(b)
      const w1 = v128.load(b, 16)
      let v = v128.load32_splat(a)
      c00 = madd(v, w0, c00)
      c01 = madd(v, w1, c01)
      v = v128.load32_splat(a, 4)
      c10 = madd(v, w0, c10)
      c11 = madd(v, w1, c11)
      a += xStep
      b += dyStep
    }
    x += xRowStep
    dy += dyRowStep
  }
  at = sums
  v128.store(at, c00)
  v128.store(at, c01, 16)
  at += sumsStep
  v128.store(at, c10)
  v128.store(at, c11, 16)
}

/** The same of two rows of 16 values. */
export function twoWideRows(
  x: usize,
  xStep: usize,
  xRowStep: usize,
  dy: usize,
  dyStep: usize,
  dyRowStep: usize,
  columns: i32,
  rows: i32,
  sums: usize,
  sumsStep: usize,
): void {
  let at = sums
  let c00 = v128.load(at)
  let c01 = v128.load(at, 16)
  let c02 = v128.load(at, 32)
  let c03 = v128.load(at, 48)
  at += sumsStep
  let c10 = v128.load(at)
  let c11 = v128.load(at, 16)
  let c12 = v128.load(at, 32)
  let c13 = v128.load(at, 48)
  for (let row = 0; row < rows; row++) {
    let a = x
    let b = dy
    for (let column = 0; column < columns; column++) {
      const w0 = v128.load(b)
      const w1 = v128.load(b, 16)
      const w2 = v128.load(b, 32)
      const w3 = v128.load(b, 48)
      let v = v128.load32_splat(a)
      c00 = madd(v, w0, c00)
      c01 = madd(v, w1, c01)
      c02 = madd(v, w2, c02)
      c03 = madd(v, w3, c03)
      v = v128.load32_splat(a, 4)
      c10 = madd(v, w0, c10)
      c11 = madd(v, w1, c11)
      c12 = madd(v, w2, c12)
      c13 = madd(v, w3, c13)
      a += xStep
      b += dyStep
    }
    x += xRowStep
    dy += dyRowStep
  }
  at = sums
  v128.store(at, c00)
  v128.store(at, c01, 16)
  v128.store(at, c02, 32)
  v128.store(at, c03, 48)
  at += sumsStep
  v128.store(at, c10)
  v128.store(at, c11, 16)
  v128.store(at, c12, 32)
  v128.store(at, c13, 48)
}
