/** @file Layer norm without scale and shift, and its backward pass, in one dispatch each. */
import type * as tf from '../../tf'
import { declareBuffers, runKernel, runShader, THREADS } from './runShader'

export const LAYER_NORM = 'FusedLayerNorm'
export const LAYER_NORM_GRADIENT = 'FusedLayerNormGradient'

/** A thread a row of `channels` values, `groups` vectors from `first` on. */
const eachRow = (output: string, channels: number, body: string) => `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = i32(id.x);
  if (row >= i32(arrayLength(&${output})) / ${channels / 4}) { return; }
  let first = row * ${channels / 4};
  ${body}
}`

const mean = (sum: string, channels: number) => `dot(${sum}, vec4f(${1 / channels}))`
const eachGroup = (channels: number, body: string) =>
  `for (var at = first; at < first + ${channels / 4}; at++) { ${body} }`

const normCode = (channels: number, epsilon: number) => `
${declareBuffers(
  [['x', 'vec4f']],
  [
    ['result', 'vec4f'],
    ['scales', 'f32'],
  ],
)}
${eachRow(
  'result',
  channels,
  `var sum = vec4f();
  ${eachGroup(channels, 'sum += x[at];')}
  let middle = ${mean('sum', channels)};
  var squares = vec4f();
  ${eachGroup(channels, 'let centred = x[at] - middle; squares += centred * centred;')}
  let scale = inverseSqrt(${mean('squares', channels)} + ${epsilon});
  ${eachGroup(channels, 'result[at] = (x[at] - middle) * scale;')}
  scales[row] = scale;`,
)}`

const gradientCode = (channels: number, hasAddend: boolean) => `
${declareBuffers(
  [['dy', 'vec4f'], ['y', 'vec4f'], ['scales', 'f32'], ...(hasAddend ? [['addend', 'vec4f'] as const] : [])],
  [['result', 'vec4f']],
)}
${eachRow(
  'result',
  channels,
  `var sum = vec4f();
  var products = vec4f();
  ${eachGroup(channels, 'sum += dy[at]; products += dy[at] * y[at];')}
  let middle = ${mean('sum', channels)};
  let along = ${mean('products', channels)};
  ${eachGroup(channels, `result[at] = (dy[at] - middle - y[at] * along) * scales[row]${hasAddend ? ' + addend[at]' : ''};`)}`,
)}`

const rowsOf = ({ shape }: tf.TensorInfo) => shape.slice(0, -1).reduce((product, side) => product * side, 1)

export const layerNormKernel: tf.KernelConfig = {
  kernelName: LAYER_NORM,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const { x } = inputs as { x: tf.TensorInfo }
    const { epsilon } = attrs as unknown as { epsilon: number }
    const channels = x.shape.at(-1) as number
    return runShader(
      backend as tf.WebGPUBackend,
      {
        key: `${LAYER_NORM} ${channels} ${epsilon}`,
        code: () => normCode(channels, epsilon),
        workgroups: [Math.ceil(rowsOf(x) / THREADS), 1, 1],
      },
      [x],
      [
        { shape: x.shape, dtype: 'float32' },
        { shape: [rowsOf(x)], dtype: 'float32' },
      ],
    )
  },
}

export const layerNormGradientKernel: tf.KernelConfig = {
  kernelName: LAYER_NORM_GRADIENT,
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const { dy, y, scales, addend } = inputs as Record<'dy' | 'y' | 'scales', tf.TensorInfo> & {
      addend?: tf.TensorInfo
    }
    const channels = y.shape.at(-1) as number
    return runShader(
      backend as tf.WebGPUBackend,
      {
        key: `${LAYER_NORM_GRADIENT} ${channels} ${addend !== undefined}`,
        code: () => gradientCode(channels, addend !== undefined),
        workgroups: [Math.ceil(rowsOf(y) / THREADS), 1, 1],
      },
      [dy, y, scales, ...(addend === undefined ? [] : [addend])],
      [{ shape: y.shape, dtype: 'float32' }],
    )
  },
}

/** What a layer norm gives, and by what it multiplied each row: all that its backward pass needs. */
export interface Normed {
  /** The shape of what was normed, whose last axis is that of the norm, a multiple of 4. */
  readonly y: tf.Tensor4D
  /** (rows) */
  readonly scales: tf.Tensor1D
}

export function fusedLayerNorm(x: tf.Tensor4D, epsilon: number): Normed {
  const [y, scales] = runKernel(LAYER_NORM, { x }, { epsilon })
  return { y: y as tf.Tensor4D, scales: scales as tf.Tensor1D }
}

/** From the gradient at what the norm gave to that at what it was given, plus `addend`; all of one shape. */
export const fusedLayerNormGradient = (dy: tf.Tensor4D, { y, scales }: Normed, addend?: tf.Tensor4D): tf.Tensor4D =>
  runKernel(LAYER_NORM_GRADIENT, { dy, y, scales, ...(addend && { addend }) })[0] as tf.Tensor4D
