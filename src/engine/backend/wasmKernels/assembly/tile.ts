/**
 * @file The inner product kernels: a tile of results in registers, from rows of values and a panel of weights.
 *
 * A step of the sum is an entry of a table: where the weights are, and where the values of each row of the tile are. So
 * one loop does convolutions of any filter, stride and padding, sums of two convolutions, dense layers, and the
 * products of attention, without copying values.
 */

/** Rows of a wide tile; it is 8 channels wide. With 12 sums, two weights and a value it fills the 16 registers of x64. */
export const WIDE_ROWS: i32 = 6
/** Rows of a narrow tile; it is 4 channels wide. */
export const NARROW_ROWS: i32 = 8

/**
 * A step in a table, in bytes: where the weights of panel 0 are, how far the next panel is, how many values a row
 * brings, and where these are for each row of the tile.
 */
export const STEP_WEIGHTS: usize = 0
export const STEP_PANEL: usize = 4
export const STEP_DEPTH: usize = 8
export const STEP_ROWS: usize = 12

export const WIDE_STEP_BYTES: usize = STEP_ROWS + 4 * usize(WIDE_ROWS)
export const NARROW_STEP_BYTES: usize = STEP_ROWS + 4 * usize(NARROW_ROWS)

/** a * b + c: with relaxed SIMD in one instruction and one rounding where the processor has it. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

/**
 * Sums over all steps of 6 rows by 8 channels.
 *
 * @param panel which panel of weights
 * @param shift added to every row's place, in bytes: the channels of a group
 * @param bias 8 values at which the sums begin
 * @param sums (6, 8), written
 */
export function wideTile(table: usize, steps: i32, panel: usize, shift: usize, bias: usize, sums: usize): void {
  let c00 = v128.load(bias)
  let c01 = v128.load(bias, 16)
  let c10 = c00
  let c11 = c01
  let c20 = c00
  let c21 = c01
  let c30 = c00
  let c31 = c01
  let c40 = c00
  let c41 = c01
  let c50 = c00
  let c51 = c01
  for (let step = 0; step < steps; step++) {
    let w: usize = <usize>load<u32>(table, STEP_WEIGHTS) + panel * <usize>load<u32>(table, STEP_PANEL)
    let depth = load<i32>(table, STEP_DEPTH)
    let r0: usize = <usize>load<u32>(table, STEP_ROWS) + shift
    let r1: usize = <usize>load<u32>(table, STEP_ROWS + 4) + shift
    let r2: usize = <usize>load<u32>(table, STEP_ROWS + 8) + shift
    let r3: usize = <usize>load<u32>(table, STEP_ROWS + 12) + shift
    let r4: usize = <usize>load<u32>(table, STEP_ROWS + 16) + shift
    let r5: usize = <usize>load<u32>(table, STEP_ROWS + 20) + shift
    table += WIDE_STEP_BYTES
    for (; depth >= 4; depth -= 4) {
      let w0 = v128.load(w)
      let w1 = v128.load(w, 16)
      let x = v128.load32_splat(r0)
      c00 = madd(x, w0, c00)
      c01 = madd(x, w1, c01)
      x = v128.load32_splat(r1)
      c10 = madd(x, w0, c10)
      c11 = madd(x, w1, c11)
      x = v128.load32_splat(r2)
      c20 = madd(x, w0, c20)
      c21 = madd(x, w1, c21)
      x = v128.load32_splat(r3)
      c30 = madd(x, w0, c30)
      c31 = madd(x, w1, c31)
      x = v128.load32_splat(r4)
      c40 = madd(x, w0, c40)
      c41 = madd(x, w1, c41)
      x = v128.load32_splat(r5)
      c50 = madd(x, w0, c50)
      c51 = madd(x, w1, c51)

      w0 = v128.load(w, 32)
      w1 = v128.load(w, 48)
      x = v128.load32_splat(r0, 4)
      c00 = madd(x, w0, c00)
      c01 = madd(x, w1, c01)
      x = v128.load32_splat(r1, 4)
      c10 = madd(x, w0, c10)
      c11 = madd(x, w1, c11)
      x = v128.load32_splat(r2, 4)
      c20 = madd(x, w0, c20)
      c21 = madd(x, w1, c21)
      x = v128.load32_splat(r3, 4)
      c30 = madd(x, w0, c30)
      c31 = madd(x, w1, c31)
      x = v128.load32_splat(r4, 4)
      c40 = madd(x, w0, c40)
      c41 = madd(x, w1, c41)
      x = v128.load32_splat(r5, 4)
      c50 = madd(x, w0, c50)
      c51 = madd(x, w1, c51)

      w0 = v128.load(w, 64)
      w1 = v128.load(w, 80)
      x = v128.load32_splat(r0, 8)
      c00 = madd(x, w0, c00)
      c01 = madd(x, w1, c01)
      x = v128.load32_splat(r1, 8)
      c10 = madd(x, w0, c10)
      c11 = madd(x, w1, c11)
      x = v128.load32_splat(r2, 8)
      c20 = madd(x, w0, c20)
      c21 = madd(x, w1, c21)
      x = v128.load32_splat(r3, 8)
      c30 = madd(x, w0, c30)
      c31 = madd(x, w1, c31)
      x = v128.load32_splat(r4, 8)
      c40 = madd(x, w0, c40)
      c41 = madd(x, w1, c41)
      x = v128.load32_splat(r5, 8)
      c50 = madd(x, w0, c50)
      c51 = madd(x, w1, c51)

      w0 = v128.load(w, 96)
      w1 = v128.load(w, 112)
      x = v128.load32_splat(r0, 12)
      c00 = madd(x, w0, c00)
      c01 = madd(x, w1, c01)
      x = v128.load32_splat(r1, 12)
      c10 = madd(x, w0, c10)
      c11 = madd(x, w1, c11)
      x = v128.load32_splat(r2, 12)
      c20 = madd(x, w0, c20)
      c21 = madd(x, w1, c21)
      x = v128.load32_splat(r3, 12)
      c30 = madd(x, w0, c30)
      c31 = madd(x, w1, c31)
      x = v128.load32_splat(r4, 12)
      c40 = madd(x, w0, c40)
      c41 = madd(x, w1, c41)
      x = v128.load32_splat(r5, 12)
      c50 = madd(x, w0, c50)
      c51 = madd(x, w1, c51)

      w += 128
      r0 += 16
      r1 += 16
      r2 += 16
      r3 += 16
      r4 += 16
      r5 += 16
    }
    for (; depth > 0; depth--) {
      const w0 = v128.load(w)
      const w1 = v128.load(w, 16)
      let x = v128.load32_splat(r0)
      c00 = madd(x, w0, c00)
      c01 = madd(x, w1, c01)
      x = v128.load32_splat(r1)
      c10 = madd(x, w0, c10)
      c11 = madd(x, w1, c11)
      x = v128.load32_splat(r2)
      c20 = madd(x, w0, c20)
      c21 = madd(x, w1, c21)
      x = v128.load32_splat(r3)
      c30 = madd(x, w0, c30)
      c31 = madd(x, w1, c31)
      x = v128.load32_splat(r4)
      c40 = madd(x, w0, c40)
      c41 = madd(x, w1, c41)
      x = v128.load32_splat(r5)
      c50 = madd(x, w0, c50)
      c51 = madd(x, w1, c51)
      w += 32
      r0 += 4
      r1 += 4
      r2 += 4
      r3 += 4
      r4 += 4
      r5 += 4
    }
  }
  v128.store(sums, c00)
  v128.store(sums, c01, 16)
  v128.store(sums, c10, 32)
  v128.store(sums, c11, 48)
  v128.store(sums, c20, 64)
  v128.store(sums, c21, 80)
  v128.store(sums, c30, 96)
  v128.store(sums, c31, 112)
  v128.store(sums, c40, 128)
  v128.store(sums, c41, 144)
  v128.store(sums, c50, 160)
  v128.store(sums, c51, 176)
}

/** The same of 8 rows by 4 channels, for results of few channels, such as gradients at pixels. */
export function narrowTile(table: usize, steps: i32, panel: usize, shift: usize, bias: usize, sums: usize): void {
  let c0 = v128.load(bias)
  let c1 = c0
  let c2 = c0
  let c3 = c0
  let c4 = c0
  let c5 = c0
  let c6 = c0
  let c7 = c0
  for (let step = 0; step < steps; step++) {
    let w: usize = <usize>load<u32>(table, STEP_WEIGHTS) + panel * <usize>load<u32>(table, STEP_PANEL)
    let depth = load<i32>(table, STEP_DEPTH)
    let r0: usize = <usize>load<u32>(table, STEP_ROWS) + shift
    let r1: usize = <usize>load<u32>(table, STEP_ROWS + 4) + shift
    let r2: usize = <usize>load<u32>(table, STEP_ROWS + 8) + shift
    let r3: usize = <usize>load<u32>(table, STEP_ROWS + 12) + shift
    let r4: usize = <usize>load<u32>(table, STEP_ROWS + 16) + shift
    let r5: usize = <usize>load<u32>(table, STEP_ROWS + 20) + shift
    let r6: usize = <usize>load<u32>(table, STEP_ROWS + 24) + shift
    let r7: usize = <usize>load<u32>(table, STEP_ROWS + 28) + shift
    table += NARROW_STEP_BYTES
    for (; depth >= 2; depth -= 2) {
      let w0 = v128.load(w)
      c0 = madd(v128.load32_splat(r0), w0, c0)
      c1 = madd(v128.load32_splat(r1), w0, c1)
      c2 = madd(v128.load32_splat(r2), w0, c2)
      c3 = madd(v128.load32_splat(r3), w0, c3)
      c4 = madd(v128.load32_splat(r4), w0, c4)
      c5 = madd(v128.load32_splat(r5), w0, c5)
      c6 = madd(v128.load32_splat(r6), w0, c6)
      c7 = madd(v128.load32_splat(r7), w0, c7)
      w0 = v128.load(w, 16)
      c0 = madd(v128.load32_splat(r0, 4), w0, c0)
      c1 = madd(v128.load32_splat(r1, 4), w0, c1)
      c2 = madd(v128.load32_splat(r2, 4), w0, c2)
      c3 = madd(v128.load32_splat(r3, 4), w0, c3)
      c4 = madd(v128.load32_splat(r4, 4), w0, c4)
      c5 = madd(v128.load32_splat(r5, 4), w0, c5)
      c6 = madd(v128.load32_splat(r6, 4), w0, c6)
      c7 = madd(v128.load32_splat(r7, 4), w0, c7)
      w += 32
      r0 += 8
      r1 += 8
      r2 += 8
      r3 += 8
      r4 += 8
      r5 += 8
      r6 += 8
      r7 += 8
    }
    if (depth > 0) {
      const w0 = v128.load(w)
      c0 = madd(v128.load32_splat(r0), w0, c0)
      c1 = madd(v128.load32_splat(r1), w0, c1)
      c2 = madd(v128.load32_splat(r2), w0, c2)
      c3 = madd(v128.load32_splat(r3), w0, c3)
      c4 = madd(v128.load32_splat(r4), w0, c4)
      c5 = madd(v128.load32_splat(r5), w0, c5)
      c6 = madd(v128.load32_splat(r6), w0, c6)
      c7 = madd(v128.load32_splat(r7), w0, c7)
    }
  }
  v128.store(sums, c0)
  v128.store(sums, c1, 16)
  v128.store(sums, c2, 32)
  v128.store(sums, c3, 48)
  v128.store(sums, c4, 64)
  v128.store(sums, c5, 80)
  v128.store(sums, c6, 96)
  v128.store(sums, c7, 112)
}

/** The same of 6 rows by 8 channels, where a step brings each channel one product: of its own value and weight. */
export function depthwiseTile(table: usize, steps: i32, panel: usize, shift: usize, bias: usize, sums: usize): void {
  let c00 = v128.load(bias)
  let c01 = v128.load(bias, 16)
  let c10 = c00
  let c11 = c01
  let c20 = c00
  let c21 = c01
  let c30 = c00
  let c31 = c01
  let c40 = c00
  let c41 = c01
  let c50 = c00
  let c51 = c01
  for (let step = 0; step < steps; step++) {
    const w: usize = <usize>load<u32>(table, STEP_WEIGHTS) + panel * <usize>load<u32>(table, STEP_PANEL)
    const w0 = v128.load(w)
    const w1 = v128.load(w, 16)
    let r: usize = <usize>load<u32>(table, STEP_ROWS) + shift
    c00 = madd(v128.load(r), w0, c00)
    c01 = madd(v128.load(r, 16), w1, c01)
    r = <usize>load<u32>(table, STEP_ROWS + 4) + shift
    c10 = madd(v128.load(r), w0, c10)
    c11 = madd(v128.load(r, 16), w1, c11)
    r = <usize>load<u32>(table, STEP_ROWS + 8) + shift
    c20 = madd(v128.load(r), w0, c20)
    c21 = madd(v128.load(r, 16), w1, c21)
    r = <usize>load<u32>(table, STEP_ROWS + 12) + shift
    c30 = madd(v128.load(r), w0, c30)
    c31 = madd(v128.load(r, 16), w1, c31)
    r = <usize>load<u32>(table, STEP_ROWS + 16) + shift
    c40 = madd(v128.load(r), w0, c40)
    c41 = madd(v128.load(r, 16), w1, c41)
    r = <usize>load<u32>(table, STEP_ROWS + 20) + shift
    c50 = madd(v128.load(r), w0, c50)
    c51 = madd(v128.load(r, 16), w1, c51)
    table += WIDE_STEP_BYTES
  }
  v128.store(sums, c00)
  v128.store(sums, c01, 16)
  v128.store(sums, c10, 32)
  v128.store(sums, c11, 48)
  v128.store(sums, c20, 64)
  v128.store(sums, c21, 80)
  v128.store(sums, c30, 96)
  v128.store(sums, c31, 112)
  v128.store(sums, c40, 128)
  v128.store(sums, c41, 144)
  v128.store(sums, c50, 160)
  v128.store(sums, c51, 176)
}
