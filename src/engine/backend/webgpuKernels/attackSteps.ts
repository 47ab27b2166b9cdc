/** @file What PGD and APGD do between two passes of the model, in a few dispatches; the same as in attacks/. */
import { largestOf } from '../../../numbers/extremes'
import type * as tf from '../../tf'
import { declareBuffers, eachImage, type Output, runKernel, runShader, THREADS } from './runShader'

export const GRADIENT_STEP_LINF = 'FusedGradientStepLinf'
export const JUDGE_WORSE = 'FusedJudgeWorse'
export const JUDGE_BEST = 'FusedJudgeBest'
export const CHOOSE_ROWS = 'FusedChooseRows'

/** One thread per value: `i` within image `image`, `at` within all. */
const eachValue = (values: number, body: string) => `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = i32(id.x);
  let image = i32(id.y);
  if (i >= ${values}) { return; }
  let at = image * ${values} + i;
  ${body}
}`

const floats = (...names: readonly string[]) => names.map((name) => [name, 'f32'] as const)
const valuesPerRow = ({ shape }: tf.TensorInfo) => shape.slice(1).reduce((product, side) => product * side, 1)

/** For APGD; null for PGD and APGD's first step. */
const gradientStepCode = (values: number, momentum: number | null) => `
${declareBuffers(
  floats('iterate', 'gradient', 'stepSize', 'low', 'high', ...(momentum === null ? [] : ['previous'])),
  floats('result'),
)}
${eachValue(
  values,
  `let x = iterate[at];
  var moved = min(max(x + sign(gradient[at]) * stepSize[image], low[at]), high[at]);
  ${
    momentum === null
      ? ''
      : `moved = x + (moved - x) * ${momentum} + (x - previous[at]) * ${1 - momentum};
  moved = min(max(moved, low[at]), high[at]);`
  }
  result[at] = moved;`,
)}`

export const gradientStepLinfKernel: tf.KernelConfig = {
  kernelName: GRADIENT_STEP_LINF,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const { momentum } = attrs as unknown as { momentum: number | null }
    const iterate = inputs.iterate as tf.TensorInfo
    const values = valuesPerRow(iterate)
    const names = ['iterate', 'gradient', 'stepSize', 'low', 'high', ...(momentum === null ? [] : ['previous'])]
    return runShader(
      backend as tf.WebGPUBackend,
      {
        key: `${GRADIENT_STEP_LINF} ${values} ${momentum}`,
        code: () => gradientStepCode(values, momentum),
        workgroups: [Math.ceil(values / THREADS), iterate.shape[0] as number, 1],
      },
      names.map((name) => inputs[name] as tf.TensorInfo),
      [{ shape: iterate.shape, dtype: 'float32' }],
    )
  },
}

const worseCode = (classes: number, isTargeted: boolean) => `
${declareBuffers(
  [...floats('logits'), ['aims', 'i32'], ...floats('loss', 'value'), ['holds', 'i32']],
  [['isWorse', 'i32'], ...floats('newValue'), ['newHolds', 'i32']],
)}
${eachImage(
  'isWorse',
  `let first = image * ${classes};
  var best = 0;
  for (var k = 1; k < ${classes}; k++) { if (logits[first + k] > logits[first + best]) { best = k; } }
  let fooled = best ${isTargeted ? '==' : '!='} aims[image];
  let held = holds[image] != 0;
  let isLarger = loss[image] > value[image];
  let worse = (fooled && (held || isLarger)) || (held && isLarger);
  isWorse[image] = select(0, 1, worse);
  newValue[image] = select(value[image], loss[image], worse);
  newHolds[image] = select(0, 1, held && !fooled);`,
)}`

const IMAGE_FLAG = (count: number): Output => ({ shape: [count], dtype: 'bool' })
const IMAGE_VALUE = (count: number): Output => ({ shape: [count], dtype: 'float32' })

export const judgeWorseKernel: tf.KernelConfig = {
  kernelName: JUDGE_WORSE,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const { isTargeted } = attrs as unknown as { isTargeted: boolean }
    const [count, classes] = (inputs.logits as tf.TensorInfo).shape as [number, number]
    return runShader(
      backend as tf.WebGPUBackend,
      {
        key: `${JUDGE_WORSE} ${classes} ${isTargeted}`,
        code: () => worseCode(classes, isTargeted),
        workgroups: [Math.ceil(count / THREADS), 1, 1],
      },
      ['logits', 'aims', 'loss', 'value', 'holds'].map((name) => inputs[name] as tf.TensorInfo),
      [IMAGE_FLAG(count), IMAGE_VALUE(count), IMAGE_FLAG(count)],
    )
  },
}

const BEST_INPUTS = ['loss', 'bestLoss', 'lastLoss', 'rises']

const bestCode = () => `
${declareBuffers(floats(...BEST_INPUTS), [['isBest', 'i32'], ...floats('newBestLoss', 'newRises')])}
${eachImage(
  'isBest',
  `isBest[image] = select(0, 1, loss[image] > bestLoss[image]);
  newBestLoss[image] = max(loss[image], bestLoss[image]);
  newRises[image] = rises[image] + select(0f, 1f, loss[image] > lastLoss[image]);`,
)}`

export const judgeBestKernel: tf.KernelConfig = {
  kernelName: JUDGE_BEST,
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const count = (inputs.loss as tf.TensorInfo).shape[0] as number
    return runShader(
      backend as tf.WebGPUBackend,
      { key: JUDGE_BEST, code: bestCode, workgroups: [Math.ceil(count / THREADS), 1, 1] },
      BEST_INPUTS.map((name) => inputs[name] as tf.TensorInfo),
      [IMAGE_FLAG(count), IMAGE_VALUE(count), IMAGE_VALUE(count)],
    )
  },
}

/** Two tensors of `sizes` values an image; one thread does a value of each. */
const chooseCode = (sizes: readonly [number, number]) => `
${declareBuffers([['mask', 'i32'], ...floats('ours0', 'theirs0', 'ours1', 'theirs1')], floats('chosen0', 'chosen1'))}
${eachValue(
  largestOf(sizes),
  `let isOurs = mask[image] != 0;
  ${sizes
    .map(
      (size, k) => `if (i < ${size}) {
    let at${k} = image * ${size} + i;
    chosen${k}[at${k}] = select(theirs${k}[at${k}], ours${k}[at${k}], isOurs);
  }`,
    )
    .join('\n  ')}`,
)}`

export const chooseRowsKernel: tf.KernelConfig = {
  kernelName: CHOOSE_ROWS,
  backendName: 'webgpu',
  kernelFunc({ inputs, backend }) {
    const pair = ['ours0', 'ours1'].map((name) => inputs[name]) as [tf.TensorInfo, tf.TensorInfo]
    const sizes = pair.map(valuesPerRow) as [number, number]
    return runShader(
      backend as tf.WebGPUBackend,
      {
        key: `${CHOOSE_ROWS} ${sizes}`,
        code: () => chooseCode(sizes),
        workgroups: [Math.ceil(largestOf(sizes) / THREADS), pair[0].shape[0] as number, 1],
      },
      ['mask', 'ours0', 'theirs0', 'ours1', 'theirs1'].map((name) => inputs[name] as tf.TensorInfo),
      pair.map(({ shape }) => ({ shape, dtype: 'float32' })),
    )
  },
}

export interface GradientStepInputs {
  readonly iterate: tf.Tensor4D
  readonly gradient: tf.Tensor4D
  /** (N, 1, 1, 1) */
  readonly stepSize: tf.Tensor4D
  readonly low: tf.Tensor4D
  readonly high: tf.Tensor4D
  /** The previous iterate and the share of the last move in a step; null without momentum. */
  readonly momentum: { readonly previous: tf.Tensor4D; readonly share: number } | null
}

/** The gradient step of attacks/loop/gradientStep in L∞. */
export function fusedGradientStepLinf({ momentum, ...tensors }: GradientStepInputs): tf.Tensor4D {
  const inputs = momentum === null ? tensors : { ...tensors, previous: momentum.previous }
  const own = momentum === null ? null : 1 - momentum.share
  return runKernel(GRADIENT_STEP_LINF, inputs, { momentum: own })[0] as tf.Tensor4D
}

export interface WorseInputs {
  /** (N, classes) */
  readonly logits: tf.Tensor2D
  /** (N) int32: the labels, or the classes to be reached. */
  readonly aims: tf.Tensor1D
  /** (N) */
  readonly loss: tf.Tensor1D
  readonly value: tf.Tensor1D
  /** (N) bool */
  readonly holds: tf.Tensor1D
}

/** What `keepWorse` of attacks/steps decides: (N), and `value` and `holds` anew. */
export function fusedJudgeWorse(inputs: WorseInputs, isTargeted: boolean) {
  const [isWorse, value, holds] = runKernel(JUDGE_WORSE, { ...inputs }, { isTargeted }) as tf.Tensor1D[]
  return { isWorse, value, holds } as Record<'isWorse' | 'value' | 'holds', tf.Tensor1D>
}

/** What APGD decides after a step, all (N): whether the loss is the best, the best, and how often it has risen. */
export function fusedJudgeBest(inputs: Record<'loss' | 'bestLoss' | 'lastLoss' | 'rises', tf.Tensor1D>) {
  const [isBest, bestLoss, rises] = runKernel(JUDGE_BEST, inputs) as tf.Tensor1D[]
  return { isBest, bestLoss, rises } as Record<'isBest' | 'bestLoss' | 'rises', tf.Tensor1D>
}

/** For each image of both pairs: `ours` if the mask (N), bool, is true, else `theirs`. All float32. */
export function fusedChooseRows<First extends tf.Tensor, Second extends tf.Tensor>(
  mask: tf.Tensor1D,
  ours: readonly [First, Second],
  theirs: readonly [First, Second],
): [First, Second] {
  const [ours0, ours1] = ours
  const [theirs0, theirs1] = theirs
  return runKernel(CHOOSE_ROWS, { mask, ours0, theirs0, ours1, theirs1 }) as [First, Second]
}
