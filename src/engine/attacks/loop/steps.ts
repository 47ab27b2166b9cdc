/** @file What the steps of several attacks are made of. All of it runs inside of the loop's tf.tidy. */
import { CHOOSE_ROWS, fusedChooseRows, fusedJudgeWorse, JUDGE_WORSE } from '../../backend/webgpuKernels/attackSteps'
import { hasKernel } from '../../backend/webgpuKernels/runShader'
import { logitsAt } from '../../classifier'
import { inputGradient } from '../../gradients/lossInputGradient'
import * as tf from '../../tf'
import type { AttackLoss } from '../losses/types'
import type { Batch, RunState } from '../types'

export type Measured = {
  /** (N, classes) */
  readonly logits: tf.Tensor2D
  /** (N) */
  readonly loss: tf.Tensor1D
}

/** Logits, loss and its gradient (N, height, width, 3) at `images`, in one forward and one backward pass. */
export function measure(
  { classifier, labels, targets, passes }: Batch,
  images: tf.Tensor4D,
  { values, kernel }: AttackLoss,
): Measured & { readonly gradient: tf.Tensor4D } {
  passes.forward++
  passes.backward++
  const measured = inputGradient(classifier, images, {
    of: (logits) => values(logits, labels, targets),
    ...(kernel === undefined ? {} : { fused: { name: kernel, labels, targets } }),
  })
  return { logits: release(measured.logits), loss: release(measured.losses), gradient: measured.gradient }
}

/** The same values, left to the tf.tidy around, which does not dispose of tensors that were kept. */
function release<T extends tf.Tensor>(kept: T): T {
  const tensor = tf.clone(kept)
  kept.dispose()
  return tensor
}

/** The same without the gradient, in one forward pass. */
export function lossAt(
  { classifier, labels, targets, passes }: Batch,
  images: tf.Tensor4D,
  loss: AttackLoss,
): Measured {
  passes.forward++
  const logits = logitsAt(classifier, images)
  return { logits, loss: loss.values(logits, labels, targets) }
}

/** Whether each image is fooled, by its logits (N, classes): bool (N). */
export function isFooled(
  { goal, labels, targets }: Pick<Batch, 'goal' | 'labels' | 'targets'>,
  logits: tf.Tensor2D,
): tf.Tensor1D {
  const predicted = tf.argMax(logits, 1)
  if (goal === 'untargeted') return tf.notEqual(predicted, labels)
  return tf.equal(predicted, targets as tf.Tensor1D)
}

/**
 * Image by image `ours` where `mask` is true, else `theirs`. The mask is bool (N); tensors are float32 (N, ...):
 * tfjs's wasm backend chooses wrongly between those of bool.
 */
export function choose<T extends tf.Tensor>(mask: tf.Tensor1D, ours: T, theirs: T): T {
  // On a GPU the kernel takes a mask of rows as it is, which tf.where would first blow up to one of values.
  if (TAKES_MASK_OF_ROWS.has(tf.getBackend())) {
    return tf.engine().runKernel(tf.Select, { condition: mask, t: ours, e: theirs })
  }
  return tf.where(tf.reshape(mask, [-1, ...Array(ours.rank - 1).fill(1)]), ours, theirs)
}

/** The same of two tensors. */
export function choosePair<First extends tf.Tensor, Second extends tf.Tensor>(
  mask: tf.Tensor1D,
  ours: readonly [First, Second],
  theirs: readonly [First, Second],
): [First, Second] {
  if (hasKernel(CHOOSE_ROWS)) return fusedChooseRows(mask, ours, theirs)
  return [choose(mask, ours[0], theirs[0]), choose(mask, ours[1], theirs[1])]
}

/** The kernels of other backends get it wrong. */
const TAKES_MASK_OF_ROWS: ReadonlySet<string> = new Set(['webgpu', 'webgl'])

/** The part of a state that the loop hands over, of images that were just measured. */
export const handOver = (attacked: tf.Tensor4D, { logits, loss }: Measured) => ({ attacked, logits, value: loss, loss })

/** The part of a state of a run that hands over the worst of its iterates. */
export type Worst = Pick<RunState, 'attacked' | 'logits' | 'value' | 'loss'> & {
  /** Whether `attacked` is not fooled: bool (N). */
  readonly holds: tf.Tensor1D
}

/** What a run starts with that then goes on by `keepWorse`. */
export const firstWorst = (batch: Batch, images: tf.Tensor4D, measured: Measured): Worst => ({
  ...handOver(images, measured),
  holds: tf.logicalNot(isFooled(batch, measured.logits)),
})

/**
 * Keeps of the images before and those just measured the worse: what is fooled over what holds, then the larger loss.
 *
 * @param counts which of the new images may be kept at all (N), bool; all where it is null
 */
export function keepWorse(
  batch: Batch,
  before: Worst,
  images: tf.Tensor4D,
  { logits, loss }: Measured,
  counts: tf.Tensor1D | null = null,
): Worst {
  const { isWorse, value, holds } = judgeWorse(batch, before, { logits, loss }, counts)
  const [attacked, keptLogits] = choosePair(isWorse, [images, logits], [before.attacked, before.logits])
  return { attacked, logits: keptLogits, value, holds, loss }
}

function judgeWorse(
  batch: Batch,
  { value, holds }: Worst,
  { logits, loss }: Measured,
  counts: tf.Tensor1D | null,
): Pick<Worst, 'value' | 'holds'> & { readonly isWorse: tf.Tensor1D } {
  const { goal, labels, targets } = batch
  if (counts === null && hasKernel(JUDGE_WORSE)) {
    const aims = goal === 'targeted' ? (targets as tf.Tensor1D) : labels
    return fusedJudgeWorse({ logits, aims, loss, value, holds }, goal === 'targeted')
  }
  const ifItCounts = (mask: tf.Tensor) => (counts === null ? mask : tf.logicalAnd(mask, counts)) as tf.Tensor1D
  const fooled = ifItCounts(isFooled(batch, logits))
  const isLarger = tf.greater(loss, value)
  // Two of the three.
  const isWorse = ifItCounts(
    tf.logicalOr(tf.logicalAnd(fooled, tf.logicalOr(holds, isLarger)), tf.logicalAnd(holds, isLarger)),
  )
  return { isWorse, value: choose(isWorse, loss, value), holds: tf.logicalAnd(holds, tf.logicalNot(fooled)) }
}
