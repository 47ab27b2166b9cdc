import * as tf from '../tf'

/**
 * A filter (rows, columns, channels in, channels out) with zeros between its rows and columns: tfjs has no gradient of a
 * dilated convolution, and of its filter's zeros it has.
 */
export function dilatedFilter(filter: tf.Tensor4D, dilations: readonly number[]): tf.Tensor4D {
  const [rows, columns, into, out] = filter.shape
  const [down, right] = dilations as [number, number]
  if ((down === 1 || rows === 1) && (right === 1 || columns === 1)) return filter
  const spread = (x: tf.Tensor, outer: number, length: number, inner: number, by: number) => {
    const cells = tf.reshape(x, [outer, length, 1, inner])
    const padded = tf.reshape(
      tf.pad(cells, [
        [0, 0],
        [0, 0],
        [0, by - 1],
        [0, 0],
      ]),
      [outer, length * by, inner],
    )
    return tf.slice(padded, [0, 0, 0], [outer, (length - 1) * by + 1, inner])
  }
  const byRow = spread(filter, 1, rows, columns * into * out, down)
  const [height, width] = [(rows - 1) * down + 1, (columns - 1) * right + 1]
  return tf.reshape(spread(byRow, height, columns, into * out, right), [height, width, into, out])
}
