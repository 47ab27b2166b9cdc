/** @file Layer norm without scale and shift, and its backward pass, in one dispatch each. */
import type * as tf from '../../tf'
import { declareBuffers, defineKernel, runKernel, THREADS } from './runShader'
import { accessCode, laneMask, quarter, read, type Values, vectors, write } from './vectors'

export const LAYER_NORM = 'FusedLayerNorm'
export const LAYER_NORM_GRADIENT = 'FusedLayerNormGradient'

interface NormAttributes {
  readonly channels: number
  readonly epsilon: number
}

/** A thread a row. */
const eachRow = (body: string) => `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = i32(id.x);
  if (row >= i32(arrayLength(&scales))) { return; }
  ${body}
}`

const mean = (sum: string, channels: number) => `dot(${sum}, vec4f(${1 / channels}))`
const eachGroup = (channels: number, body: string) =>
  `for (var group = 0; group < ${quarter(channels)}; group++) { ${body} }`

function normCode({ channels, epsilon }: NormAttributes): string {
  const [x, result]: [Values, Values] = [
    ['x', channels],
    ['result', channels],
  ]
  const value = read(x, 'row', 'group')
  return `
${declareBuffers(vectors(x), [...vectors(result), ['scales', 'f32']])}
${accessCode({ reads: [x], writes: [result] })}
${eachRow(`var sum = vec4f();
  ${eachGroup(channels, `sum += ${value};`)}
  let middle = ${mean('sum', channels)};
  var squares = vec4f();
  ${eachGroup(channels, `let centred = (${value} - middle) * ${laneMask(channels, 'group')}; squares += centred * centred;`)}
  let scale = inverseSqrt(${mean('squares', channels)} + ${epsilon});
  ${eachGroup(channels, write(result, 'row', 'group', `(${value} - middle) * scale`))}
  scales[row] = scale;`)}`
}

interface GradientAttributes {
  readonly channels: number
  readonly hasAddend: boolean
}

function gradientCode({ channels, hasAddend }: GradientAttributes): string {
  const values = (...names: readonly string[]) => names.map((name): Values => [name, channels])
  const [dy, y, result, addend] = values('dy', 'y', 'result', 'addend') as [Values, Values, Values, Values]
  const added = hasAddend ? [addend] : []
  const at = (of: Values) => read(of, 'row', 'group')
  return `
${declareBuffers([...vectors(dy, y), ['scales', 'f32'], ...vectors(...added)], vectors(result))}
${accessCode({ reads: [dy, y, ...added], writes: [result] })}
${eachRow(`var sum = vec4f();
  var products = vec4f();
  ${eachGroup(channels, `let d = ${at(dy)}; sum += d; products += d * ${at(y)};`)}
  let middle = ${mean('sum', channels)};
  let along = ${mean('products', channels)};
  ${eachGroup(
    channels,
    `let z = (${at(dy)} - middle - ${at(y)} * along) * scales[row]${hasAddend ? ` + ${at(addend)}` : ''};
    ${write(result, 'row', 'group', 'z')}`,
  )}`)}`
}

const rowsOf = ({ shape }: tf.TensorInfo) => shape.slice(0, -1).reduce((product, side) => product * side, 1)

export const layerNormKernel = defineKernel<NormAttributes>(LAYER_NORM, (inputs, attributes) => {
  const x = inputs.x as tf.TensorInfo
  return {
    code: () => normCode(attributes),
    workgroups: [Math.ceil(rowsOf(x) / THREADS), 1, 1],
    inputs: ['x'],
    outputs: [
      { shape: x.shape, dtype: 'float32' },
      { shape: [rowsOf(x)], dtype: 'float32' },
    ],
  }
})

export const layerNormGradientKernel = defineKernel<GradientAttributes>(LAYER_NORM_GRADIENT, (inputs, attributes) => {
  const y = inputs.y as tf.TensorInfo
  return {
    code: () => gradientCode(attributes),
    workgroups: [Math.ceil(rowsOf(y) / THREADS), 1, 1],
    inputs: ['dy', 'y', 'scales', 'addend'],
    outputs: [{ shape: y.shape, dtype: 'float32' }],
  }
})

/** A layer norm's output and the factor of each row, which its backward pass needs. */
export interface Normed {
  /** The shape of the input, which is normalised over its last axis. */
  readonly y: tf.Tensor4D
  /** (rows) */
  readonly scales: tf.Tensor1D
}

export function fusedLayerNorm(x: tf.Tensor4D, epsilon: number): Normed {
  const [y, scales] = runKernel(LAYER_NORM, { x }, { channels: x.shape[3], epsilon })
  return { y: y as tf.Tensor4D, scales: scales as tf.Tensor1D }
}

/** From the gradient at the norm's output to that at its input, plus `addend`; all of one shape. */
export function fusedLayerNormGradient(dy: tf.Tensor4D, { y, scales }: Normed, addend?: tf.Tensor4D): tf.Tensor4D {
  const attributes = { channels: y.shape[3], hasAddend: addend !== undefined }
  return runKernel(LAYER_NORM_GRADIENT, { dy, y, scales, ...(addend && { addend }) }, attributes)[0] as tf.Tensor4D
}
