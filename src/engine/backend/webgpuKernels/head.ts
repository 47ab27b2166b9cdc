/** @file The end of a residual net, the mean over pixels and a dense layer, and its backward pass, in one dispatch each. */
import type * as tf from '../../tf'
import { declareBuffers, defineKernel, runKernel, THREADS } from './runShader'
import { accessCode, quarter, read, type Values, vectors, write } from './vectors'

export const HEAD = 'FusedHead'
export const HEAD_GRADIENT = 'FusedHeadGradient'

interface HeadAttributes {
  readonly pixels: number
  readonly channels: number
  readonly classes: number
}

interface GradientAttributes extends HeadAttributes {
  readonly hasSlope: boolean
  /** Of the head's input. */
  readonly size: readonly [height: number, width: number]
}

const WEIGHT = ['weight', 'f32'] as const
const MAIN = `@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let image = i32(workgroup.x);
  let first = i32(thread);`

/** One workgroup per image. */
function headCode({ pixels, channels, classes }: HeadAttributes): string {
  const x: Values = ['x', channels]
  return `
${declareBuffers([...vectors(x), WEIGHT, ['bias', 'f32']], [['logits', 'f32']])}
${accessCode({ reads: [x] })}
var<workgroup> pooled: array<vec4f, ${quarter(channels)}>;
${MAIN}
  for (var group = first; group < ${quarter(channels)}; group += ${THREADS}) {
    var sum = vec4f();
    for (var pixel = 0; pixel < ${pixels}; pixel++) { sum += ${read(x, `image * ${pixels} + pixel`, 'group')}; }
    pooled[group] = sum / ${pixels};
  }
  workgroupBarrier();
  for (var class_ = first; class_ < ${classes}; class_ += ${THREADS}) {
    var sum = 0f;
    for (var channel = 0; channel < ${channels}; channel++) {
      sum += pooled[channel / 4][channel % 4] * weight[channel * ${classes} + class_];
    }
    logits[image * ${classes} + class_] = sum + bias[class_];
  }
}`
}

function gradientCode({ pixels, channels, classes, hasSlope }: GradientAttributes): string {
  const [result, slope]: [Values, Values] = [
    ['result', channels],
    ['slope', channels],
  ]
  const slopes = hasSlope ? [slope] : []
  // Values beyond the last channel are arbitrary, and their results are not written.
  const weights = [0, 1, 2, 3].map((lane) => `weight[at + ${lane * classes}]`)
  return `
${declareBuffers([['atLogits', 'f32'], WEIGHT, ...vectors(...slopes)], vectors(result))}
${accessCode({ reads: slopes, writes: [result] })}
var<workgroup> pooled: array<vec4f, ${quarter(channels)}>;
${MAIN}
  for (var group = first; group < ${quarter(channels)}; group += ${THREADS}) {
    var sum = vec4f();
    for (var class_ = 0; class_ < ${classes}; class_++) {
      let at = group * ${4 * classes} + class_;
      sum += vec4f(${weights}) * atLogits[image * ${classes} + class_];
    }
    pooled[group] = sum / ${pixels};
  }
  workgroupBarrier();
  for (var i = first; i < ${pixels * quarter(channels)}; i += ${THREADS}) {
    let at = image * ${pixels} + i / ${quarter(channels)};
    let group = i % ${quarter(channels)};
    ${write(result, 'at', 'group', `pooled[group]${hasSlope ? ` * ${read(slope, 'at', 'group')}` : ''}`)}
  }
}`
}

export const headKernel = defineKernel<HeadAttributes>(HEAD, (inputs, attributes) => {
  const count = (inputs.x as tf.TensorInfo).shape[0] as number
  return {
    code: () => headCode(attributes),
    workgroups: [count, 1, 1],
    inputs: ['x', 'weight', 'bias'],
    outputs: [{ shape: [count, attributes.classes], dtype: 'float32' }],
    productsAValue: attributes.channels * (1 + attributes.pixels / attributes.classes),
  }
})

export const headGradientKernel = defineKernel<GradientAttributes>(HEAD_GRADIENT, (inputs, attributes) => {
  const count = (inputs.atLogits as tf.TensorInfo).shape[0] as number
  return {
    code: () => gradientCode(attributes),
    workgroups: [count, 1, 1],
    inputs: ['atLogits', 'weight', 'slope'],
    outputs: [{ shape: [count, ...attributes.size, attributes.channels], dtype: 'float32' }],
  }
})

/**
 * Logits (N, classes): the mean over pixels of x, through a dense layer.
 *
 * @param x (N, height, width, channels)
 * @param weight (channels, classes)
 * @param bias (classes)
 */
export function fusedHead(x: tf.Tensor4D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  const [, height, width, channels] = x.shape
  const attributes: HeadAttributes = { pixels: height * width, channels, classes: weight.shape[1] }
  return runKernel(HEAD, { x, weight, bias }, attributes)[0] as tf.Tensor2D
}

/**
 * From the gradient at the logits (N, classes) to that at the head's input, of `size`, times `slope`, the derivative of
 * the activation that gave that input, where there is one.
 */
export function fusedHeadGradient(
  atLogits: tf.Tensor2D,
  weight: tf.Tensor2D,
  [height, width, channels]: readonly [number, number, number],
  slope?: tf.Tensor4D,
): tf.Tensor4D {
  const attributes: GradientAttributes = {
    pixels: height * width,
    channels,
    classes: weight.shape[1],
    hasSlope: slope !== undefined,
    size: [height, width],
  }
  return runKernel(HEAD_GRADIENT, { atLogits, weight, ...(slope && { slope }) }, attributes)[0] as tf.Tensor4D
}
