/** @file Square in L∞: stripes at first, then squares whose colours jump from one side of the ball to the other. */
import * as tf from '../../tf'
import { drawRows } from '../loop/random'
import { linf } from '../norms/linf'
import type { SquareShapes } from './squareShapes'

export const squareLinf: SquareShapes = {
  side: (share, height, width) => Math.min(Math.max(Math.round(Math.sqrt(share * height * width)), 1), height, width),

  /** Every column of every colour at one side of the ball. */
  start({ ball, random }) {
    const [count, , width] = ball.pixels.shape
    const signs = drawRows(random, width * 3, (row, { sign }) => {
      for (let i = 0; i < row.length; i++) row[i] = sign()
    })
    const stripes = tf.reshape(signs, [count, 1, width, 3])
    return linf.project(tf.add(ball.pixels, tf.mul(stripes, ball.epsilon)), ball)
  },

  /** In a square, every colour moves up or down by the whole width of the ball. */
  propose(attacked, { ball, random }, side) {
    const [count, height, width] = attacked.shape
    // A square's rows, in its colours, and its columns: their product is the square.
    const drawn = drawRows(random, height * 3 + width, (row, { integer, sign }) => {
      const [top, left] = [integer(height - side), integer(width - side)]
      const colours = [2 * sign(), 2 * sign(), 2 * sign()]
      for (let y = top; y < top + side; y++) row.set(colours, y * 3)
      row.fill(1, height * 3 + left, height * 3 + left + side)
    })
    const [rows, columns] = tf.split(drawn, [height * 3, width], 1) as [tf.Tensor2D, tf.Tensor2D]
    const change = tf.mul(tf.reshape(rows, [count, height, 1, 3]), ball.epsilon)
    const squares = tf.mul(change, tf.reshape(columns, [count, 1, width, 1]))
    return linf.project(tf.add(attacked, squares), ball)
  },
}
