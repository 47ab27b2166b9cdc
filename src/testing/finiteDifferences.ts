/** @file Derivatives against central finite differences, in float32. */
import * as tf from '../engine/tf'
import { relativeError } from './allclose'

/** Enough that an error can hardly be at right angles to all of them. */
const DIRECTIONS = 3

/** Uniform on [low, high), the same in every run and on every backend. */
export function uniform<Shape extends readonly number[]>(shape: Shape, low: number, high: number, seed = 1): tf.Tensor {
  return tf.randomUniform([...shape], low, high, 'float32', seed)
}

async function scalar(compute: () => tf.Tensor): Promise<number> {
  const value = tf.tidy(compute)
  const [number] = await value.data()
  value.dispose()
  return number as number
}

/**
 * Relative error of tfjs's gradient of `f` at w from finite differences, both taken along some directions of +1 and -1.
 *
 * Richardson's extrapolation of steps h and h/2 has an error of order h^4, so
 * that h may be large enough for float32's rounding not to matter.
 *
 * @param f scalar function of w
 * @param step h; below the distance to the nearest kink of `f`
 */
export async function gradientError(f: (w: tf.Tensor) => tf.Tensor, w: tf.Tensor, step: number): Promise<number> {
  const analytic: number[] = []
  const numeric: number[] = []
  const gradient = tf.tidy(() => tf.grad(f)(w))
  for (let seed = 1; seed <= DIRECTIONS; seed++) {
    const direction = tf.tidy(() => tf.sign(uniform(w.shape, -1, 1, seed)))
    const along = (h: number) => scalar(() => f(tf.add(w, tf.mul(direction, h))))
    const slope = async (h: number) => ((await along(h)) - (await along(-h))) / (2 * h)
    numeric.push((4 * (await slope(step / 2)) - (await slope(step))) / 3)
    analytic.push(await scalar(() => tf.sum(tf.mul(gradient, direction))))
    direction.dispose()
  }
  gradient.dispose()
  return relativeError(analytic, numeric)
}
