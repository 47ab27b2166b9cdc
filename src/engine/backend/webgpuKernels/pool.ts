/** @file Max and average pooling, and their backward passes, in one dispatch each. */
import type * as tf from '../../tf'
import { declareBuffers, defineKernel, runKernel } from './runShader'
import {
  accessCode,
  eachVector,
  type FinishAttributes,
  type FinishInputs,
  finishAttributes,
  finishBuffers,
  finishCode,
  finishTensors,
  outputsOf,
  quarter,
  read,
  type Values,
  vectors,
  workgroupsOf,
  write,
} from './vectors'

export const POOL = 'FusedPool'
export const POOL_GRADIENT = 'FusedPoolGradient'

/** The pool's shape. */
export interface Pooling {
  readonly kind: 'max' | 'average'
  /** Of an image before and after pooling. */
  readonly before: readonly [height: number, width: number, channels: number]
  readonly after: readonly [height: number, width: number, channels: number]
  readonly size: readonly [rows: number, columns: number]
  readonly stride: number
  /** Before the first row and the first column. */
  readonly padding: readonly [top: number, left: number]
  /** Whether padding counts in averages. */
  readonly countsPadding: boolean
}

/** Declares a pool's image, row and column from `at`, a pixel of `size`. */
const place = ([height, width]: readonly [number, number, number]) => `let image = at / ${height * width};
  let row = (at / ${width}) % ${height};
  let column = at % ${width};`

/** Declares the window [top, bottom) x [left, right) of an output pixel, as far as it lies in the image. */
const windowCode = ({ before: [height, width], size: [rows, columns], stride, padding }: Pooling) => {
  const [top, left] = padding
  return `
struct Window { top: i32, bottom: i32, left: i32, right: i32 }
fn windowOf(row: i32, column: i32) -> Window {
  let top = row * ${stride} - ${top};
  let left = column * ${stride} - ${left};
  return Window(max(top, 0), min(top + ${rows}, ${height}), max(left, 0), min(left + ${columns}, ${width}));
}
fn counted(window: Window) -> f32 { return f32((window.bottom - window.top) * (window.right - window.left)); }`
}

const countOfWindow = ({ countsPadding, size: [rows, columns] }: Pooling) =>
  countsPadding ? `${rows * columns}f` : 'counted(window)'

function code(shape: Pooling): string {
  const [height, width, channels] = shape.before
  const [x, result]: [Values, Values] = [
    ['x', channels],
    ['result', channels],
  ]
  const isMax = shape.kind === 'max'
  const value = read(x, `(image * ${height} + r) * ${width} + c`, 'group')
  return `
${declareBuffers(vectors(x), vectors(result))}
${accessCode({ reads: [x], writes: [result] })}
${windowCode(shape)}
${eachVector(
  result,
  `${place(shape.after)}
  let window = windowOf(row, column);
  var z = vec4f(${isMax ? '-3.4e38' : ''});
  for (var r = window.top; r < window.bottom; r++) {
    for (var c = window.left; c < window.right; c++) { ${isMax ? `z = max(z, ${value});` : `z += ${value};`} }
  }
  ${isMax ? '' : `z /= ${countOfWindow(shape)};`}
  ${write(result, 'at', 'group', 'z')}`,
)}`
}

/** The gradient of a maximum goes to the first of equal values, as in PyTorch. */
function gradientCode({ shape, ...attributes }: GradientAttributes): string {
  const { before, after, size, stride, padding } = shape
  const [outHeight, outWidth, channels] = after
  const isMax = shape.kind === 'max'
  const finish = finishBuffers(attributes, channels)
  const [dy, x]: [Values, Values] = [
    ['dy', channels],
    ['x', channels],
  ]
  const inputs = [dy, ...(isMax ? [x] : [])]
  const first = (along: 'row' | 'column', axis: 0 | 1) =>
    `max((${along} + ${padding[axis] - size[axis] + stride}) / ${stride}, 0)`
  const last = (along: 'row' | 'column', axis: 0 | 1) =>
    `min((${along} + ${padding[axis]}) / ${stride}, ${[outHeight, outWidth][axis] as number} - 1)`
  const share = isMax
    ? `var isChosen = vec4<bool>(true);
      for (var r = window.top; r < window.bottom; r++) {
        for (var c = window.left; c < window.right; c++) {
          let other = ${read(x, `(image * ${before[0]} + r) * ${before[1]} + c`, 'group')};
          let isEarlier = r < row || (r == row && c < column);
          isChosen = isChosen & ((other < own) | ((other == own) & vec4<bool>(!isEarlier)));
        }
      }
      z += select(vec4f(), d, isChosen);`
    : `z += d / ${countOfWindow(shape)};`
  return `
${declareBuffers(vectors(...inputs, ...finish.reads), vectors(...finish.writes))}
${accessCode({ reads: [...inputs, ...finish.reads], writes: finish.writes })}
${windowCode(shape)}
${eachVector(
  ['result', channels],
  `${place(before)}
  ${isMax ? `let own = ${read(x, 'at', 'group')};` : ''}
  var z = vec4f();
  for (var outRow = ${first('row', 0)}; outRow <= ${last('row', 0)}; outRow++) {
    for (var outColumn = ${first('column', 1)}; outColumn <= ${last('column', 1)}; outColumn++) {
      let window = windowOf(outRow, outColumn);
      let d = ${read(dy, `(image * ${outHeight} + outRow) * ${outWidth} + outColumn`, 'group')};
      ${share}
    }
  }
  ${finishCode(attributes, channels)}`,
)}`
}

const threadsOf = (count: number, [height, width, channels]: Pooling['before']) =>
  workgroupsOf(count * height * width * quarter(channels))

export const poolKernel = defineKernel<Pooling>(POOL, (inputs, shape) => {
  const count = (inputs.x as tf.TensorInfo).shape[0] as number
  return {
    code: () => code(shape),
    workgroups: threadsOf(count, shape.after),
    inputs: ['x'],
    outputs: [{ shape: [count, ...shape.after], dtype: 'float32' }],
  }
})

interface GradientAttributes extends FinishAttributes {
  readonly shape: Pooling
}

export const poolGradientKernel = defineKernel<GradientAttributes>(POOL_GRADIENT, (inputs, attributes) => {
  const { shape } = attributes
  const count = (inputs.dy as tf.TensorInfo).shape[0] as number
  return {
    code: () => gradientCode(attributes),
    workgroups: threadsOf(count, shape.before),
    inputs: ['dy', ...(shape.kind === 'max' ? ['x'] : []), 'addend', 'slope'],
    outputs: outputsOf([count, ...shape.before], attributes),
  }
})

/** From (N, ...shape.before) to (N, ...shape.after). */
export const fusedPool = (x: tf.Tensor4D, shape: Pooling): tf.Tensor4D =>
  runKernel(POOL, { x }, shape)[0] as tf.Tensor4D

/** From the gradient at the output of `fusedPool` to that at its input `x`. */
export function fusedPoolGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  shape: Pooling,
  finish: Omit<FinishInputs, 'activation'> = {},
): tf.Tensor4D {
  const tensors = { dy, ...(shape.kind === 'max' && { x }), ...finishTensors(finish) }
  return runKernel(POOL_GRADIENT, tensors, { shape, ...finishAttributes(finish) })[0] as tf.Tensor4D
}
