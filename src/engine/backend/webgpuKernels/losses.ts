/**
 * @file The losses that attacks maximise, each with its gradient in the logits, in one dispatch; the same as in
 * attacks/losses.
 */
import type * as tf from '../../tf'
import { declareBuffers, eachImage, runKernel, runShader, THREADS } from './runShader'

export const LOSS = 'FusedLoss'

export type FusedLossName = 'crossEntropy' | 'dlr' | 'margin' | 'logitGap'

interface LossAttributes {
  readonly loss: FusedLossName
  readonly isTargeted: boolean
  readonly classes: number
}

/** As in attacks/losses/dlr. */
const TINY = 1e-12

const crossEntropyCode = ({ isTargeted, classes }: LossAttributes) => `
  let own = ${isTargeted ? 'targets' : 'labels'}[image];
  var most = z[first];
  for (var k = 1; k < ${classes}; k++) { most = max(most, z[first + k]); }
  // Excludes the class itself: as p - 1 its slope would lose digits when the model is nearly certain.
  var others = 0f;
  for (var k = 0; k < ${classes}; k++) { others += select(exp(z[first + k] - most), 0f, k == own); }
  let sum = others + exp(z[first + own] - most);
  // Where others are so few, the class itself is the largest, and 1 plus them would lose their digits.
  let loss = select(log(sum) - (z[first + own] - most), others * (1 - others * (.5 - others / 3)), others < .01);
  losses[image] = ${isTargeted ? '-' : ''}loss;
  for (var k = 0; k < ${classes}; k++) {
    gradient[first + k] = ${isTargeted ? '-' : ''}select(exp(z[first + k] - most), -others, k == own) / sum;
  }`

/** Which logits make up (z[above] - z[below]) / (z[top] - (z[third] + z[fourth]) / 2); the quotient is left out where it has none. */
function logitsOf({ loss, isTargeted }: LossAttributes): { gap: string; quotient: string | null } {
  const gap = 'let below = label; let above = aim;'
  const best = 'let above = largest(first, label, -1, -1);'
  switch (loss) {
    case 'margin':
      return {
        gap: isTargeted ? 'let below = largest(first, aim, -1, -1); let above = aim;' : `let below = label; ${best}`,
        quotient: null,
      }
    case 'logitGap':
      return { gap: isTargeted ? gap : `let below = label; ${best}`, quotient: null }
    default:
      return {
        gap: isTargeted ? gap : `let below = label; ${best}`,
        quotient: `let top = largest(first, -1, -1, -1); let second = largest(first, top, -1, -1);
  let third = largest(first, top, second, -1);
  let fourth = ${isTargeted ? 'largest(first, top, second, third)' : 'third'};`,
      }
  }
}

function gapCode(attributes: LossAttributes): string {
  const { isTargeted, classes } = attributes
  const { gap, quotient } = logitsOf(attributes)
  const usesLabel = !(isTargeted && attributes.loss === 'margin')
  const slope =
    quotient === null
      ? ''
      : `slope -= loss / below_ * (select(0f, 1f, k == top) - select(0f, .5, k == third) - select(0f, .5, k == fourth));`
  return `
  ${usesLabel ? 'let label = labels[image];' : ''}
  ${isTargeted ? 'let aim = targets[image];' : ''}
  ${gap} ${quotient ?? ''}
  let below_ = ${quotient === null ? '1f' : `z[first + top] - (z[first + third] + z[first + fourth]) * .5 + ${TINY}`};
  let loss = (z[first + above] - z[first + below]) / below_;
  losses[image] = loss;
  for (var k = 0; k < ${classes}; k++) {
    var slope = (select(0f, 1f, k == above) - select(0f, 1f, k == below)) / below_;
    ${slope}
    gradient[first + k] = slope;
  }`
}

/** The class vectors that a loss reads, in the order of the shader's buffers. */
function classesRead({ loss, isTargeted }: LossAttributes): readonly ('labels' | 'targets')[] {
  if (!isTargeted) return ['labels']
  return loss === 'dlr' || loss === 'logitGap' ? ['labels', 'targets'] : ['targets']
}

const code = (attributes: LossAttributes) => `
${declareBuffers(
  [['z', 'f32'], ...classesRead(attributes).map((name) => [name, 'i32'] as const)],
  [
    ['losses', 'f32'],
    ['gradient', 'f32'],
  ],
)}
/** The class of the largest logit except for three; the first of equal ones. */
fn largest(first: i32, no: i32, nor: i32, neither: i32) -> i32 {
  var best = -1;
  for (var k = 0; k < ${attributes.classes}; k++) {
    if (k == no || k == nor || k == neither) { continue; }
    if (best < 0 || z[first + k] > z[first + best]) { best = k; }
  }
  return best;
}
${eachImage(
  'losses',
  `let first = image * ${attributes.classes};
  ${attributes.loss === 'crossEntropy' ? crossEntropyCode(attributes) : gapCode(attributes)}`,
)}`

export const lossKernel: tf.KernelConfig = {
  kernelName: LOSS,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const { logits } = inputs as { logits: tf.TensorInfo }
    const [count, classes] = logits.shape as [number, number]
    const attributes = { ...(attrs as unknown as Omit<LossAttributes, 'classes'>), classes }
    return runShader(
      backend as tf.WebGPUBackend,
      {
        key: `${LOSS} ${JSON.stringify(attributes)}`,
        code: () => code(attributes),
        workgroups: [Math.ceil(count / THREADS), 1, 1],
      },
      [logits, ...classesRead(attributes).map((name) => inputs[name] as tf.TensorInfo)],
      [
        { shape: [count], dtype: 'float32' },
        { shape: [count, classes], dtype: 'float32' },
      ],
    )
  },
}

/**
 * Each image's loss (N) and its gradient in the logits (N, classes).
 *
 * @param logits (N, classes)
 * @param labels (N) int32
 * @param targets (N) int32, or null where the loss knows none
 */
export function fusedLoss(
  loss: FusedLossName,
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  targets: tf.Tensor1D | null,
): { losses: tf.Tensor1D; gradient: tf.Tensor2D } {
  const classes = targets === null ? { labels } : { labels, targets }
  const [losses, gradient] = runKernel(LOSS, { logits, ...classes }, { loss, isTargeted: targets !== null })
  return { losses: losses as tf.Tensor1D, gradient: gradient as tf.Tensor2D }
}
