/**
 * @file Cyclic shifts of a Swin's tokens, and relative positions within windows. No tensor has more than four axes, so
 * that every backend can transpose it.
 */
import * as tf from '../../tf'

/**
 * The shift of a block's windows, down and to the right: half a window in every other block. As in timm, an axis that a
 * single window covers is not shifted.
 */
export function shiftsOf([height, width]: readonly [number, number], window: number, isOdd: boolean) {
  const shiftOf = (length: number) => (isOdd && length > window ? Math.floor(window / 2) : 0)
  return [shiftOf(height), shiftOf(width)] as const
}

/** Moves the grid cyclically up and left, or down and right if negative. */
export function shiftCyclically(x: tf.Tensor4D, [up, left]: readonly [number, number]): tf.Tensor4D {
  const [count, height, width, channels] = x.shape
  const rows = shiftAxis(tf.reshape(x, [count, height, width * channels]), up)
  return tf.reshape(shiftAxis(tf.reshape(rows, [count * height, width, channels]), left), x.shape)
}

function shiftAxis(x: tf.Tensor3D, by: number): tf.Tensor3D {
  if (by === 0) return x
  const [outer, length, inner] = x.shape
  const first = (by + length) % length
  const stays = tf.slice(x, [0, first, 0], [outer, length - first, inner])
  const comesIn = tf.slice(x, [0, 0, 0], [outer, first, inner])
  return tf.concat([stays, comesIn], 1)
}

/** The row of the bias table for each pair of a window's tokens, by query, then key: (side ** 4). */
export function relativePositions(side: number): Int32Array {
  const tokens = side * side
  return Int32Array.from({ length: tokens * tokens }, (_, pair) => {
    const [query, key] = [Math.floor(pair / tokens), pair % tokens]
    const rows = Math.floor(query / side) - Math.floor(key / side) + side - 1
    const columns = (query % side) - (key % side) + side - 1
    return rows * (2 * side - 1) + columns
  })
}

/** Added to the scores of tokens that the shift brought into one window from opposite edges, as in timm. */
export const MASKED = -100

/**
 * 0 for two tokens of a window that were in the same region before the shift, else MASKED: (windows, 1, tokens,
 * tokens).
 */
export function shiftMask(
  [height, width]: readonly [number, number],
  side: number,
  [up, left]: readonly [number, number],
): tf.Tensor4D {
  const [rows, columns] = [height / side, width / side]
  const tokens = side * side
  const values = new Float32Array(rows * columns * tokens * tokens)
  const isTorn = (query: number, key: number, shift: number) => query >= side - shift !== key >= side - shift
  for (let pair = 0; pair < values.length; pair++) {
    const [key, query] = [pair % tokens, Math.floor(pair / tokens) % tokens]
    const window = Math.floor(pair / (tokens * tokens))
    const isLastRow = Math.floor(window / columns) === rows - 1
    const isLastColumn = window % columns === columns - 1
    const tornByRow = isLastRow && isTorn(Math.floor(query / side), Math.floor(key / side), up)
    const tornByColumn = isLastColumn && isTorn(query % side, key % side, left)
    if (tornByRow || tornByColumn) values[pair] = MASKED
  }
  return tf.tensor4d(values, [rows * columns, 1, tokens, tokens])
}
