/** @file Kernels that derivatives need and that tfjs's wasm backend lacks. */
import * as tf from '../../tf'
import { replaceWasmKernel } from './replaceKernel'

/**
 * The gradient of `gather`: adds up the rows of x that bear the same segment number.
 *
 * @param x (rows, ...)
 * @param segmentIds (rows), int32
 * @returns (segmentCount, ...)
 */
function unsortedSegmentSum(x: tf.Tensor, segmentIds: tf.Tensor, segmentCount: number): tf.Tensor {
  const [rows, ...inner] = x.shape as [number, ...number[]]
  const segments = tf.reshape(tf.range(0, segmentCount, 1, 'int32'), [segmentCount, 1])
  const belongs = tf.cast(tf.equal(segments, tf.reshape(segmentIds, [1, rows])), 'float32')
  const sums = tf.matMul(belongs as tf.Tensor2D, tf.reshape(x, [rows, -1]) as tf.Tensor2D)
  return tf.reshape(sums, [segmentCount, ...inner])
}

/** May run before the backend starts, and repeatedly. */
export function installWasmMissingKernels(): void {
  replaceWasmKernel('UnsortedSegmentSum', ({ inputs, attrs }) => {
    const { x, segmentIds } = inputs as unknown as { x: tf.Tensor; segmentIds: tf.Tensor }
    return tf.tidy(() => unsortedSegmentSum(x, segmentIds, attrs?.numSegments as number))
  })
}
