/**
 * @file The sign of small numbers. tfjs's wasm backend returns 0 below 1e-7, where the gradients of a confident model
 * are.
 */
import * as tf from '../../tf'
import { replaceWasmKernel } from './replaceKernel'

/** May run before the backend starts, and repeatedly. */
export function installWasmSign(): void {
  replaceWasmKernel('Sign', ({ inputs }) =>
    tf.tidy(() => {
      const x = inputs.x as tf.Tensor
      return tf.sub(tf.cast(tf.greater(x, 0), 'float32'), tf.cast(tf.less(x, 0), 'float32'))
    }),
  )
}
