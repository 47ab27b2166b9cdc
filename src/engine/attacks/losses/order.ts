/** @file The first, second and further largest logit, with gradients, on every backend: tfjs's own topk reads from the GPU on some. */
import { stopGradient } from '../../gradients/stopGradient'
import * as tf from '../../tf'

/** More than any two logits of a float32 model are apart, and little enough for a float32 to tell from infinity. */
const FAR = 1e30

/** 1 at the class, else 0: (N, classes), float32, to which it is cast since tfjs's wasm backend makes none. */
export const maskOf = (classes: tf.Tensor1D, classCount: number): tf.Tensor2D =>
  tf.cast(tf.oneHot(classes, classCount) as tf.Tensor2D, 'float32')

/** The logit at each row's class (N). */
export const logitAt = (logits: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor1D => tf.sum(tf.mul(logits, mask), 1)

/**
 * Masks (N, classes) of the `count` largest logits, the largest first; of equal ones the first class comes first.
 * `except` masks a class that does not count.
 */
export function largest(logits: tf.Tensor2D, count: number, except: tf.Tensor2D | null = null): tf.Tensor2D[] {
  const classCount = logits.shape[1]
  let left: tf.Tensor2D = stopGradient(logits)
  if (except !== null) left = tf.sub(left, tf.mul(except, FAR))
  const masks: tf.Tensor2D[] = []
  while (masks.length < count) {
    const mask = maskOf(tf.argMax(left, 1), classCount)
    masks.push(mask)
    if (masks.length < count) left = tf.sub(left, tf.mul(mask, FAR))
  }
  return masks
}
