/**
 * @file Checks that the current backend differentiates correctly before anyone sees a gradient: some drivers return
 * zeros or garbage (tfjs#8590, #6284, #2837). A small network's loss, its input gradient, and the gradient of that
 * gradient's L1 norm are compared with known values.
 */
import { largestOf } from '../../numbers/extremes'
import { ACTIVATIONS } from '../architectures/activations'
import { crossEntropy } from '../gradients/crossEntropy'
import * as tf from '../tf'
import { EXPECTED, type SelfTestValues } from './selfTestValues'
import { describeError } from './tfjsBackends'

export type SelfTestResult = { readonly ok: true } | { readonly ok: false; readonly reason: string }

/** Shapes as in models: 3 input channels, then multiples of 4, for which WebGPU uses other shaders. */
export const SHAPES = {
  pixels: [2, 8, 8, 3],
  filter1: [3, 3, 3, 8],
  filter2: [3, 3, 8, 8],
  head: [8, 4],
} as const
export const LABELS = [1, 3] as const

/** Values in [-scale, scale] from a formula, so that they are the same in every run and language. */
export function wave(length: number, scale: number, phase: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => scale * Math.sin(1.7 * i + 0.013 * i * i + phase))
}

/** Inputs of the test net, by name. */
export function inputs(): { pixels: Float32Array; filter1: Float32Array; filter2: Float32Array; head: Float32Array } {
  const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1)
  return {
    pixels: wave(size(SHAPES.pixels), 0.5, 3.6).map((value) => value + 0.5),
    filter1: wave(size(SHAPES.filter1), 0.5, 1.1),
    filter2: wave(size(SHAPES.filter2), 0.4, 4.1),
    head: wave(size(SHAPES.head), 1.5, 0.7),
  }
}

/** The number of projections that represent a tensor. */
export const PROJECTIONS = 4

/** The k-th pattern's weight of the i-th value. */
export const pattern = (k: number, i: number): number => Math.cos((k + 1) * (0.9 * i + 0.4))

/** Sums of the values weighted by fixed patterns: a wrong value anywhere changes all of them by about its own size. */
export function project(values: ArrayLike<number>): number[] {
  return Array.from({ length: PROJECTIONS }, (_, k) => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += (values[i] as number) * pattern(k, i)
    return sum
  })
}

/**
 * Allowed difference, as a share of the largest number compared. float32 leaves
 * about 1e-6 (measured: 3e-7 on cpu), half floats 1e-3.
 */
export const TOLERANCE = 5e-4

const TITLES: Readonly<Record<keyof SelfTestValues, string>> = {
  losses: 'the loss of a small net',
  inputGradient: "a small net's input gradient",
  filter1Gradient: "the derivative of a small net's input gradient",
  filter2Gradient: "the derivative of a small net's input gradient",
}

/** Computes the test network on the current backend. Leaves no tensor. */
export async function computeSelfTest(): Promise<SelfTestValues & { readonly rawInputGradient: Float32Array }> {
  const values = inputs()
  const results = tf.tidy(() => {
    const pixels = tf.tensor4d(values.pixels, [...SHAPES.pixels])
    const filter1 = tf.tensor4d(values.filter1, [...SHAPES.filter1])
    const filter2 = tf.tensor4d(values.filter2, [...SHAPES.filter2])
    const head = tf.tensor2d(values.head, [...SHAPES.head])
    const labels = tf.tensor1d([...LABELS], 'int32')
    const losses = (x: tf.Tensor4D, w1: tf.Tensor4D, w2: tf.Tensor4D) => {
      const hidden = ACTIVATIONS.gelu(tf.conv2d(x, w1, 1, 'same'))
      const features = tf.mean(ACTIVATIONS.gelu(tf.conv2d(hidden, w2, 2, 'same')), [1, 2]) as tf.Tensor2D
      return crossEntropy(tf.matMul(features, head), labels)
    }
    const gradient = (w1: tf.Tensor4D, w2: tf.Tensor4D) =>
      tf.grad((x) => tf.sum(losses(x as tf.Tensor4D, w1, w2)))(pixels)
    const [filter1Gradient, filter2Gradient] = tf.grads((w1, w2) =>
      tf.sum(tf.abs(gradient(w1 as tf.Tensor4D, w2 as tf.Tensor4D))),
    )([filter1, filter2])
    return [
      losses(pixels, filter1, filter2),
      gradient(filter1, filter2),
      filter1Gradient as tf.Tensor,
      filter2Gradient as tf.Tensor,
    ]
  })
  try {
    const [losses, gradient, filter1Gradient, filter2Gradient] = (await Promise.all(
      results.map((tensor) => tensor.data()),
    )) as [Float32Array, Float32Array, Float32Array, Float32Array]
    return {
      losses: [...losses],
      inputGradient: project(gradient),
      filter1Gradient: project(filter1Gradient),
      filter2Gradient: project(filter2Gradient),
      rawInputGradient: gradient,
    }
  } finally {
    tf.dispose(results)
  }
}

/** Largest difference as a share of the largest expected number; NaN counts as infinite. */
export function relativeError(got: readonly number[], expected: readonly number[]): number {
  const scale = largestOf(expected.map(Math.abs))
  const errors = expected.map((value, i) => Math.abs((got[i] ?? Number.NaN) - value) / scale)
  return errors.some(Number.isNaN) ? Number.POSITIVE_INFINITY : largestOf(errors)
}

/** Compares with the known values. The reason completes "WebGPU on nvidia ampere ...". */
export function judgeSelfTest(got: SelfTestValues, expected: SelfTestValues = EXPECTED): SelfTestResult {
  for (const key of Object.keys(TITLES) as (keyof SelfTestValues)[]) {
    const error = relativeError(got[key], expected[key])
    if (error > TOLERANCE) {
      const amount = Number.isFinite(error) ? `off by ${(100 * error).toPrecision(2)} %` : 'not a number'
      return {
        ok: false,
        reason: `computes wrongly: ${TITLES[key]} is ${amount} (allowed: ${100 * TOLERANCE} %). A newer driver or browser may compute rightly.`,
      }
    }
  }
  return { ok: true }
}

/** Flags by which tfjs computes small tensors on the processor, which would bypass the tested backend. */
const FORWARD_FLAGS = ['WEBGPU_CPU_FORWARD', 'WEBGL_CPU_FORWARD'] as const

/** A flag comes with its backend, which is loaded when it is tried. */
const isKnown = (flag: string): boolean => flag in (tf.env() as unknown as { flagRegistry: object }).flagRegistry

/** Tests the backend in use. */
export async function runSelfTest(): Promise<SelfTestResult> {
  const flags = FORWARD_FLAGS.filter(isKnown)
  const before = flags.map((flag) => tf.env().getBool(flag))
  for (const flag of flags) tf.env().set(flag, false)
  try {
    return judgeSelfTest(await computeSelfTest())
  } catch (error) {
    return { ok: false, reason: `failed in the self-test: ${describeError(error)}` }
  } finally {
    flags.forEach((flag, i) => {
      tf.env().set(flag, before[i] as boolean)
    })
  }
}
