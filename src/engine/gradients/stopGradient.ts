import * as tf from '../tf'

/**
 * The same values off the tape: derivatives of any order treat the result as a constant.
 *
 * tfjs has no such op. `clone` is itself an op with a gradient, so its kernel is
 * called here without the engine's book-keeping of gradients.
 *
 * @param x any shape
 * @returns the shape of `x`; shares its buffer, and is disposed of like any tensor
 */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  const backend = tf.backend()
  const identity = tf.getKernel('Identity', tf.getBackend())
  const info = identity.kernelFunc({ inputs: { x }, backend }) as tf.TensorInfo
  return tf.engine().makeTensorFromTensorInfo(info) as T
}
