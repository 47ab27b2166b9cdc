/** @file The sign of small numbers, which tfjs's wasm backend takes for 0 where they are below 1e-7: gradients of a sure model are. */
import * as tf from '../../tf'
import { replaceWasmKernel } from './replaceKernel'

/** May run before the backend starts, and more than once. */
export function installWasmSign(): void {
  replaceWasmKernel('Sign', ({ inputs }) =>
    tf.tidy(() => {
      const x = inputs.x as tf.Tensor
      return tf.sub(tf.cast(tf.greater(x, 0), 'float32'), tf.cast(tf.less(x, 0), 'float32'))
    }),
  )
}
