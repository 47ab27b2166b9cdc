/** @file The end of a residual net, the mean over pixels and a dense layer, and its backward pass, in one dispatch each. */
import type * as tf from '../../tf'
import { declareBuffers, runKernel, runShader, THREADS } from './runShader'

export const HEAD = 'FusedHead'
export const HEAD_GRADIENT = 'FusedHeadGradient'

interface HeadAttributes {
  readonly pixels: number
  readonly channels: number
  readonly classes: number
}

const INPUT = ['x', 'vec4f'] as const
const WEIGHT = ['weight', 'f32'] as const
const MAIN = `@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let image = i32(workgroup.x);
  let first = i32(thread);`

/** An image is a workgroup's. */
const headCode = ({ pixels, channels, classes }: HeadAttributes) => `
${declareBuffers([INPUT, WEIGHT, ['bias', 'f32']], [['logits', 'f32']])}
var<workgroup> pooled: array<vec4f, ${channels / 4}>;
${MAIN}
  for (var group = first; group < ${channels / 4}; group += ${THREADS}) {
    var sum = vec4f();
    for (var pixel = 0; pixel < ${pixels}; pixel++) { sum += x[(image * ${pixels} + pixel) * ${channels / 4} + group]; }
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

const gradientCode = ({ pixels, channels, classes }: HeadAttributes, hasSlope: boolean) => `
${declareBuffers([['atLogits', 'f32'], WEIGHT, ...(hasSlope ? [['slope', 'vec4f'] as const] : [])], [['result', 'vec4f']])}
var<workgroup> pooled: array<vec4f, ${channels / 4}>;
${MAIN}
  for (var group = first; group < ${channels / 4}; group += ${THREADS}) {
    var sum = vec4f();
    for (var class_ = 0; class_ < ${classes}; class_++) {
      let at = group * ${4 * classes} + class_;
      let weights = vec4f(weight[at], weight[at + ${classes}], weight[at + ${2 * classes}], weight[at + ${3 * classes}]);
      sum += weights * atLogits[image * ${classes} + class_];
    }
    pooled[group] = sum / ${pixels};
  }
  workgroupBarrier();
  for (var i = first; i < ${(pixels * channels) / 4}; i += ${THREADS}) {
    let at = image * ${(pixels * channels) / 4} + i;
    result[at] = pooled[i % ${channels / 4}]${hasSlope ? ' * slope[at]' : ''};
  }
}`

export const headKernel: tf.KernelConfig = {
  kernelName: HEAD,
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const { x, weight, bias } = inputs as Record<'x' | 'weight' | 'bias', tf.TensorInfo>
    const [count, height, width, channels] = x.shape as [number, number, number, number]
    const classes = weight.shape[1] as number
    return runShader(
      backend as tf.WebGPUBackend,
      {
        key: `${HEAD} ${[height * width, channels, classes]}`,
        code: () => headCode({ pixels: height * width, channels, classes }),
        workgroups: [count, 1, 1],
      },
      [x, weight, bias],
      [{ shape: [count, classes], dtype: 'float32' }],
    )
  },
}

export const headGradientKernel: tf.KernelConfig = {
  kernelName: HEAD_GRADIENT,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const { atLogits, weight, slope } = inputs as Record<'atLogits' | 'weight', tf.TensorInfo> & {
      slope?: tf.TensorInfo
    }
    const { shape } = attrs as unknown as { shape: [number, number, number, number] }
    const [count, height, width, channels] = shape
    const classes = weight.shape[1] as number
    return runShader(
      backend as tf.WebGPUBackend,
      {
        key: `${HEAD_GRADIENT} ${[height * width, channels, classes]} ${slope !== undefined}`,
        code: () => gradientCode({ pixels: height * width, channels, classes }, slope !== undefined),
        workgroups: [count, 1, 1],
      },
      [atLogits, weight, ...(slope === undefined ? [] : [slope])],
      [{ shape, dtype: 'float32' }],
    )
  },
}

/**
 * Logits (N, classes): the mean over pixels of x, through a dense layer.
 *
 * @param x (N, height, width, channels), channels a multiple of 4
 * @param weight (channels, classes)
 * @param bias (classes)
 */
export const fusedHead = (x: tf.Tensor4D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D =>
  runKernel(HEAD, { x, weight, bias })[0] as tf.Tensor2D

/**
 * From the gradient at the logits (N, classes) to that at the head's input, of shape (N, height, width, channels),
 * times `slope`, the derivative of the activation that gave that input, where there is one.
 */
export const fusedHeadGradient = (
  atLogits: tf.Tensor2D,
  weight: tf.Tensor2D,
  shape: readonly [number, number, number, number],
  slope?: tf.Tensor4D,
): tf.Tensor4D => runKernel(HEAD_GRADIENT, { atLogits, weight, ...(slope && { slope }) }, { shape })[0] as tf.Tensor4D
