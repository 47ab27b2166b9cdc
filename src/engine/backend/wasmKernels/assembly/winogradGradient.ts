/**
 * @file The gradient at a filter of 3 by 3 taps without strides, by Winograd's algorithm F(3×3, 2×2): tiles of 4 by 4
 * values and of 2 by 2 gradients are transformed to 16 points each, at which their products add up over all tiles, and
 * the sums are transformed back to 9 taps. That takes 16 multiplications a tile where the sums themselves take 36
 * (Lavin and Gray 2016).
 */
import { Operation } from './operation'
import { fourRows, sixRows, twoRows, twoWideRows } from './outerTile'

/** Channels of the input by channels of the output, of a tile of sums in registers. */
const TILE_ROWS: i32 = 6
const LANES: i32 = 8
/** Tiles whose values stay in the first-level cache while a row of sums is computed. */
const TILES_TOGETHER: i32 = 64

class TileProducts extends Operation {
  /** Points of values and of gradients, tiles of each, and strides as above; `result` is (16, in, out). */
  values: usize
  gradient: usize
  tiles: i32
  valueTile: i32
  valuePoint: i32
  gradientTile: i32
  gradientPoint: i32
  inChannels: i32
  outChannels: i32
  /** Whether the result is added to what is there. */
  accumulates: i32
}

/** A unit is six channels of the input at one point. */
export function tileProducts(at: usize, unit: i32): void {
  const op = changetype<TileProducts>(at)
  const blocks = (op.inChannels + TILE_ROWS - 1) / TILE_ROWS
  const point = unit / blocks
  const firstChannel = (unit - point * blocks) * TILE_ROWS
  const channels = min(TILE_ROWS, op.inChannels - firstChannel)
  const outBytes: usize = op.outChannels * 4
  const result: usize = op.result + <usize>(point * op.inChannels + firstChannel) * outBytes
  if (!op.accumulates) memory.fill(result, 0, <usize>channels * outBytes)
  const step: usize = op.valueTile
  const dyStep: usize = op.gradientTile
  for (let tile = 0; tile < op.tiles; tile += TILES_TOGETHER) {
    const tiles = min(TILES_TOGETHER, op.tiles - tile)
    const x: usize = op.values + <usize>point * <usize>op.valuePoint + <usize>tile * step + firstChannel * 4
    const gradient: usize = op.gradient + <usize>point * <usize>op.gradientPoint + <usize>tile * dyStep
    let lanes = LANES
    for (let channel = 0; channel < op.outChannels; channel += lanes) {
      const isWide = channels === 2 && op.outChannels - channel >= 2 * LANES
      lanes = isWide ? 2 * LANES : LANES
      const dy: usize = gradient + channel * 4
      const sums: usize = result + channel * 4
      if (channels > 4) sixRows(x, step, 0, dy, dyStep, 0, tiles, 1, sums, outBytes)
      else if (channels > 2) fourRows(x, step, 0, dy, dyStep, 0, tiles, 1, sums, outBytes)
      else if (isWide) twoWideRows(x, step, 0, dy, dyStep, 0, tiles, 1, sums, outBytes)
      else twoRows(x, step, 0, dy, dyStep, 0, tiles, 1, sums, outBytes)
    }
  }
}

class TileSums extends Operation {
  /** (16, in, out) */
  sums: usize
  inChannels: i32
  outChannels: i32
  /** Whether the result is added to what is there. */
  accumulates: i32
}

/** Three taps along an axis, `step` bytes apart. */
function storeTaps(to: usize, step: usize, a: v128, b: v128, c: v128, d: v128, accumulates: i32): void {
  let t0 = f32x4.add(f32x4.add(a, b), c)
  let t1 = f32x4.sub(b, c)
  let t2 = f32x4.add(f32x4.add(b, c), d)
  if (accumulates) {
    t0 = f32x4.add(t0, v128.load(to))
    t1 = f32x4.add(t1, v128.load(to + step))
    t2 = f32x4.add(t2, v128.load(to + 2 * step))
  }
  v128.store(to, t0)
  v128.store(to + step, t1)
  v128.store(to + 2 * step, t2)
}

/** From sums at 16 points to the filter's gradient (3, 3, in, out). A unit is a channel of the input. */
export function tileSums(at: usize, unit: i32): void {
  const op = changetype<TileSums>(at)
  const outBytes: usize = op.outChannels * 4
  const step: usize = <usize>op.inChannels * outBytes
  const row = 4 * step
  for (let byte: usize = 0; byte < outBytes; byte += 16) {
    const own: usize = <usize>unit * outBytes + byte
    let from: usize = op.sums + own
    let m0 = v128.load(from)
    let m1 = v128.load(from + row)
    let m2 = v128.load(from + 2 * row)
    let m3 = v128.load(from + 3 * row)
    const a0 = f32x4.add(f32x4.add(m0, m1), m2)
    const a1 = f32x4.sub(m1, m2)
    const a2 = f32x4.add(f32x4.add(m1, m2), m3)
    from += step
    m0 = v128.load(from)
    m1 = v128.load(from + row)
    m2 = v128.load(from + 2 * row)
    m3 = v128.load(from + 3 * row)
    const b0 = f32x4.add(f32x4.add(m0, m1), m2)
    const b1 = f32x4.sub(m1, m2)
    const b2 = f32x4.add(f32x4.add(m1, m2), m3)
    from += step
    m0 = v128.load(from)
    m1 = v128.load(from + row)
    m2 = v128.load(from + 2 * row)
    m3 = v128.load(from + 3 * row)
    const c0 = f32x4.add(f32x4.add(m0, m1), m2)
    const c1 = f32x4.sub(m1, m2)
    const c2 = f32x4.add(f32x4.add(m1, m2), m3)
    from += step
    m0 = v128.load(from)
    m1 = v128.load(from + row)
    m2 = v128.load(from + 2 * row)
    m3 = v128.load(from + 3 * row)
    const to: usize = op.result + own
    storeTaps(to, step, a0, b0, c0, f32x4.add(f32x4.add(m0, m1), m2), op.accumulates)
    storeTaps(to + 3 * step, step, a1, b1, c1, f32x4.sub(m1, m2), op.accumulates)
    storeTaps(to + 6 * step, step, a2, b2, c2, f32x4.add(f32x4.add(m1, m2), m3), op.accumulates)
  }
}
