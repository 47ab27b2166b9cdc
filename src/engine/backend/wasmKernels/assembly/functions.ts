/** @file Exponentials and activations of four values at once, to the last bits of a float32. */
import { madd } from './tile'

/** Ids as activations.ts of the folder above writes them. */
export const NONE: i32 = 0
export const RELU: i32 = 1
export const GELU: i32 = 2
export const SILU: i32 = 3
export const SOFTPLUS: i32 = 4

const LOG2_E: f32 = <f32>Math.LOG2E
/** ln 2 in two parts, so that subtracting a multiple of the first loses nothing. */
const LN2_HIGH: f32 = 0.693359375
const LN2_LOW: f32 = -2.1219444e-4
/** Beyond these exp leaves the range of float32. */
const EXP_LEAST: f32 = -87.33654
const EXP_MOST: f32 = 88.37626

/** exp(x), within 2 units in the last place (polynomial of Cephes' expf). */
export function exp(x: v128): v128 {
  x = f32x4.max(f32x4.min(x, f32x4.splat(EXP_MOST)), f32x4.splat(EXP_LEAST))
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)))
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)))
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)))
  let p = f32x4.splat(1.98756915e-4)
  p = madd(p, r, f32x4.splat(1.3981999507e-3))
  p = madd(p, r, f32x4.splat(8.3334519073e-3))
  p = madd(p, r, f32x4.splat(4.1665795894e-2))
  p = madd(p, r, f32x4.splat(1.6666665459e-1))
  p = madd(p, r, f32x4.splat(5.0000001201e-1))
  const e = f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1))
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23)
  return f32x4.mul(e, power)
}

/** log(1 + e) for e in [0, 1], from the series of 2 artanh(e / (2 + e)). */
function log1p(e: v128): v128 {
  const s = f32x4.div(e, f32x4.add(e, f32x4.splat(2)))
  const q = f32x4.mul(s, s)
  let p = f32x4.splat(1 / 15)
  p = madd(p, q, f32x4.splat(1 / 13))
  p = madd(p, q, f32x4.splat(1 / 11))
  p = madd(p, q, f32x4.splat(1 / 9))
  p = madd(p, q, f32x4.splat(1 / 7))
  p = madd(p, q, f32x4.splat(1 / 5))
  p = madd(p, q, f32x4.splat(1 / 3))
  return f32x4.mul(f32x4.add(s, s), madd(p, q, f32x4.splat(1)))
}

/** The derivative at what `activate` was last given. */
export let slope: v128 = f32x4.splat(0)

/** The activation's value; sets `slope`. */
export function activate(activation: i32, z: v128): v128 {
  const zero = f32x4.splat(0)
  const one = f32x4.splat(1)
  switch (activation) {
    case RELU: {
      slope = v128.and(f32x4.gt(z, zero), one)
      return f32x4.max(z, zero)
    }
    case GELU: {
      // erf as tfjs has it (Abramowitz and Stegun 7.1.26). Below zero it is that of erfc, where nothing cancels.
      const u = f32x4.mul(f32x4.abs(z), f32x4.splat(<f32>Math.SQRT1_2))
      const t = f32x4.div(one, madd(f32x4.splat(0.3275911), u, one))
      const e = exp(f32x4.neg(f32x4.mul(u, u)))
      let tail = f32x4.splat(1.061405429)
      tail = madd(tail, t, f32x4.splat(-1.453152027))
      tail = madd(tail, t, f32x4.splat(1.421413741))
      tail = madd(tail, t, f32x4.splat(-0.284496736))
      tail = madd(tail, t, f32x4.splat(0.254829592))
      tail = f32x4.mul(f32x4.mul(f32x4.mul(tail, t), e), f32x4.splat(0.5))
      const phi = v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(z, zero))
      slope = madd(f32x4.mul(z, e), f32x4.splat(0.3989422804014327), phi)
      return f32x4.mul(z, phi)
    }
    case SILU: {
      const s = f32x4.div(one, f32x4.add(one, exp(f32x4.neg(z))))
      slope = f32x4.mul(s, madd(z, f32x4.sub(one, s), one))
      return f32x4.mul(z, s)
    }
    case SOFTPLUS: {
      const e = exp(f32x4.neg(f32x4.abs(z)))
      const share = f32x4.div(one, f32x4.add(one, e))
      slope = v128.bitselect(f32x4.mul(e, share), share, f32x4.lt(z, zero))
      return f32x4.add(f32x4.max(z, zero), log1p(e))
    }
    default: {
      slope = one
      return z
    }
  }
}
