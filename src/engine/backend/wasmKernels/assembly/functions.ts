/** @file Exponentials and activations of four values at once, to nearly full float32 accuracy. */
import { madd } from './tile'

/** Ids as in ../operations/operation.ts. */
export const NONE: i32 = 0
export const RELU: i32 = 1
export const GELU: i32 = 2
export const SILU: i32 = 3
export const SOFTPLUS: i32 = 4

/** Constants are in memory, where one instruction loads one into all lanes; as literals each use would take four. */
const CONSTANTS: usize = memory.data<f32>([
  // exp: its range, 1 / ln 2, what leaves whole numbers (and the exponent's bias) in the last bits of a float, and ln 2
  // in two parts, so that subtracting a multiple of the first loses nothing.
  -87.33654,
  88.37626,
  <f32>Math.LOG2E,
  12583039,
  0.693359375,
  -2.1219444e-4,
  // The polynomial of Cephes' expf.
  1.98756915e-4,
  1.3981999507e-3,
  8.3334519073e-3,
  4.1665795894e-2,
  1.6666665459e-1,
  5.0000001201e-1,
  // 1, 1/2, sqrt(1/2), 1 / sqrt(2 pi)
  1,
  0.5,
  <f32>Math.SQRT1_2,
  0.39894228,
  // erf as tfjs has it (Abramowitz and Stegun 7.1.26).
  0.3275911,
  1.061405429,
  -1.453152027,
  1.421413741,
  -0.284496736,
  0.254829592,
  // 1/15, 1/13, ..., 1/3
  0.06666667,
  0.07692308,
  0.09090909,
  0.11111111,
  0.14285714,
  0.2,
  0.33333333,
  // Below this an exponential counts as 0: its products would be denormal numbers, with which processors are slow.
  1e-20,
  // 2 ** -120
  7.5231638e-37,
])

const EXP_LEAST: usize = CONSTANTS
const EXP_MOST: usize = CONSTANTS + 4
const LOG2_E: usize = CONSTANTS + 8
const TO_WHOLE: usize = CONSTANTS + 12
const LN2_HIGH: usize = CONSTANTS + 16
const LN2_LOW: usize = CONSTANTS + 20
const EXP_TERMS: usize = CONSTANTS + 24
const ONE: usize = CONSTANTS + 48
const HALF: usize = CONSTANTS + 52
const SQRT_HALF: usize = CONSTANTS + 56
const NORMAL: usize = CONSTANTS + 60
const ERF_P: usize = CONSTANTS + 64
const ERF_TERMS: usize = CONSTANTS + 68
const ODD_TERMS: usize = CONSTANTS + 88
const LEAST: usize = CONSTANTS + 116
const TINY: usize = CONSTANTS + 120

function all(constant: usize): v128 {
  return v128.load32_splat(constant)
}

/** exp(x), within 2 units in the last place. */
export function exp(x: v128): v128 {
  x = f32x4.pmax(f32x4.pmin(x, all(EXP_MOST)), all(EXP_LEAST))
  const shifted = madd(x, all(LOG2_E), all(TO_WHOLE))
  const n = f32x4.sub(shifted, all(TO_WHOLE))
  let r = f32x4.sub(x, f32x4.mul(n, all(LN2_HIGH)))
  r = f32x4.sub(r, f32x4.mul(n, all(LN2_LOW)))
  let p = madd(all(EXP_TERMS), r, all(EXP_TERMS + 4))
  p = madd(p, r, all(EXP_TERMS + 8))
  p = madd(p, r, all(EXP_TERMS + 12))
  p = madd(p, r, all(EXP_TERMS + 16))
  p = madd(p, r, all(EXP_TERMS + 20))
  const e = f32x4.add(madd(p, f32x4.mul(r, r), r), all(ONE))
  return f32x4.mul(e, i32x4.shl(shifted, 23))
}

/** log(1 + e) for e in [0, 1], from the series of 2 artanh(e / (2 + e)). */
function log1p(e: v128): v128 {
  const s = f32x4.div(e, f32x4.add(e, f32x4.add(all(ONE), all(ONE))))
  const q = f32x4.mul(s, s)
  let p = madd(all(ODD_TERMS), q, all(ODD_TERMS + 4))
  p = madd(p, q, all(ODD_TERMS + 8))
  p = madd(p, q, all(ODD_TERMS + 12))
  p = madd(p, q, all(ODD_TERMS + 16))
  p = madd(p, q, all(ODD_TERMS + 20))
  p = madd(p, q, all(ODD_TERMS + 24))
  return f32x4.mul(f32x4.add(s, s), madd(p, q, all(ONE)))
}

/** The derivative at the last input of an activation. */
export let slope: v128 = f32x4.splat(0)
/** The second derivative there. */
export let curvature: v128 = f32x4.splat(0)

function relu(z: v128): v128 {
  slope = v128.and(f32x4.gt(z, f32x4.splat(0)), all(ONE))
  curvature = f32x4.splat(0)
  // NaN stays NaN.
  return f32x4.pmax(z, f32x4.splat(0))
}

function gelu(z: v128): v128 {
  const u = f32x4.mul(f32x4.abs(z), all(SQRT_HALF))
  const t = f32x4.div(all(ONE), madd(all(ERF_P), u, all(ONE)))
  let e = exp(f32x4.neg(f32x4.mul(u, u)))
  e = v128.and(e, f32x4.gt(e, all(LEAST)))
  let tail = madd(all(ERF_TERMS), t, all(ERF_TERMS + 4))
  tail = madd(tail, t, all(ERF_TERMS + 8))
  tail = madd(tail, t, all(ERF_TERMS + 12))
  tail = madd(tail, t, all(ERF_TERMS + 16))
  tail = f32x4.mul(f32x4.mul(tail, t), f32x4.mul(e, all(HALF)))
  // Below zero it uses erfc, where nothing cancels.
  const phi = v128.bitselect(tail, f32x4.sub(all(ONE), tail), f32x4.lt(z, f32x4.splat(0)))
  const density = f32x4.mul(e, all(NORMAL))
  slope = madd(z, density, phi)
  curvature = f32x4.mul(density, f32x4.sub(f32x4.add(all(ONE), all(ONE)), f32x4.mul(z, z)))
  return f32x4.mul(z, phi)
}

function silu(z: v128): v128 {
  const s = f32x4.div(all(ONE), f32x4.add(all(ONE), exp(f32x4.neg(z))))
  const rest = f32x4.sub(all(ONE), s)
  slope = f32x4.mul(s, madd(z, rest, all(ONE)))
  const two = f32x4.add(all(ONE), all(ONE))
  curvature = f32x4.mul(f32x4.mul(s, rest), madd(z, f32x4.sub(rest, s), two))
  return f32x4.mul(z, s)
}

function softplus(z: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(z)))
  const share = f32x4.div(all(ONE), f32x4.add(all(ONE), e))
  slope = v128.bitselect(f32x4.mul(e, share), share, f32x4.lt(z, f32x4.splat(0)))
  curvature = f32x4.mul(f32x4.mul(e, share), share)
  return f32x4.add(f32x4.pmax(f32x4.splat(0), z), log1p(e))
}

/**
 * Numbers below 2 ** -120 as 0: what multiplies them would be denormal, with which processors are ten times slower, and a
 * network that is certain of its classes has many.
 */
export function flush(values: v128): v128 {
  // NaN stays NaN.
  return v128.andnot(values, f32x4.lt(f32x4.abs(values), all(TINY)))
}

/** The activation's value; sets `slope` and `curvature`. */
export function activate(activation: i32, z: v128): v128 {
  if (activation === GELU) return gelu(z)
  if (activation === RELU) return relu(z)
  if (activation === SILU) return silu(z)
  return softplus(z)
}
