/**
 * @file Square in L2: bumps on a grid at first, then squares that take the size of the perturbation from elsewhere,
 * so that all of epsilon is used at every moment.
 */
import * as tf from '../../tf'
import { drawRows } from '../loop/random'
import { l2 } from '../norms/l2'
import { scaleTo } from '../norms/sizes'
import type { SquareShapes } from './squareShapes'

const TINY = 1e-12
/** The grid of the start has this many bumps a side, where an image divides so. */
const TILES = 5

export const squareL2: SquareShapes = {
  /** Odd, so that it has a middle, but no larger than the image. */
  side(share, height, width) {
    const side = Math.max(Math.round(Math.sqrt(share * height * width)), 3)
    return Math.min(side % 2 === 0 ? side + 1 : side, height, width)
  },

  /** A bump in every cell of a grid, each colour up or down, scaled together to epsilon. */
  start({ ball: { pixels, epsilon }, random }) {
    const [, height, width] = pixels.shape
    const side = Math.max(Math.floor(height / TILES), 1)
    const [tops, lefts] = [cellsOf(height, side), cellsOf(width, side)]
    const bump = bumpOf(side)
    const drawn = drawRows(random, height * width * 3, (row, { sign, uniform }) => {
      for (const top of tops) {
        for (const left of lefts) {
          const isTurned = uniform() > 0.5
          const colours = [sign(), sign(), sign()]
          eachOf(bump, side, isTurned, (y, x, value) => {
            const at = ((top + y) * width + left + x) * 3
            for (const [colour, up] of colours.entries()) row[at + colour] = up * value
          })
        }
      }
    })
    const bumps = tf.reshape(drawn, pixels.shape) as tf.Tensor4D
    return tf.clipByValue(tf.add(pixels, scaleTo(bumps, l2.size(bumps), epsilon)), 0, 1)
  },

  /**
   * One square is emptied. Another is given a new bump on its old perturbation, of the size that both had together,
   * and of what is left to epsilon, in every colour apart.
   */
  propose(attacked, { ball, random }, side) {
    const { pixels, epsilon } = ball
    const [count, height, width] = attacked.shape
    const bump = bumpOf(side)
    const drawn = drawRows(random, height * width + height + width + 3, (row, { integer, sign, uniform }) => {
      const place = () => [integer(height - side), integer(width - side)] as const
      const [top, left] = place()
      const [otherTop, otherLeft] = place()
      eachOf(bump, side, uniform() > 0.5, (y, x, value) => {
        row[(top + y) * width + left + x] = value
      })
      const [rows, columns] = [height * width, height * width + height]
      row.fill(1, rows + otherTop, rows + otherTop + side)
      row.fill(1, columns + otherLeft, columns + otherLeft + side)
      row.set([sign(), sign(), sign()], columns + width)
    })
    const [bumps, rows, columns, signs] = tf.split(drawn, [height * width, height, width, 3], 1) as tf.Tensor2D[]
    const placed = tf.reshape(bumps as tf.Tensor2D, [count, height, width, 1])
    const emptied = tf.mul(
      tf.reshape(rows as tf.Tensor2D, [count, height, 1, 1]),
      tf.reshape(columns as tf.Tensor2D, [count, 1, width, 1]),
    )
    // No value of a bump is 0.
    const filled = tf.abs(tf.sign(placed))
    const both = tf.maximum(filled, emptied)

    const before = tf.sub(attacked, pixels) as tf.Tensor4D
    const inFilled = tf.mul(before, filled)
    const old = tf.div(inFilled, tf.add(sizeOfColours(inFilled), TINY))
    const mixed = tf.add(tf.mul(placed, tf.reshape(signs as tf.Tensor2D, [count, 1, 1, 3])), old)
    const left = tf.relu(tf.sub(tf.square(epsilon), tf.square(l2.size(before))))
    const size = tf.sqrt(tf.add(tf.div(left, 3), tf.square(sizeOfColours(tf.mul(before, both)))))
    const renewed = tf.mul(mixed, tf.div(size, tf.add(sizeOfColours(mixed), TINY)))
    const change = tf.add(tf.mul(before, tf.sub(1, both)), renewed) as tf.Tensor4D
    return tf.clipByValue(tf.add(pixels, scaleTo(change, l2.size(change), epsilon)), 0, 1)
  },
}

/** (N, 1, 1, 3): the L2 norm of every colour, of (N, height, width, 3). */
const sizeOfColours = (perturbation: tf.Tensor): tf.Tensor => tf.sqrt(tf.sum(tf.square(perturbation), [1, 2], true))

/** Where the cells of a grid begin, its margins being alike. */
function cellsOf(length: number, side: number): number[] {
  const count = Math.floor(length / side)
  const margin = Math.floor((length - count * side) / 2)
  return Array.from({ length: count }, (_, cell) => margin + cell * side)
}

/** Calls with every value of a bump at (y, x), or turned at (x, y). */
function eachOf(
  bump: Float64Array,
  side: number,
  isTurned: boolean,
  take: (y: number, x: number, value: number) => void,
): void {
  for (const [i, value] of bump.entries()) {
    const [y, x] = [Math.floor(i / side), i % side]
    if (isTurned) take(x, y, value)
    else take(y, x, value)
  }
}

/** (side, side), of L2 norm 1: a peak in the upper half, and its negative in the lower (eq. 2 of the paper). */
export function bumpOf(side: number): Float64Array {
  const upper = Math.floor(side / 2)
  const bump = Float64Array.from([...peakOf(upper, side), ...peakOf(side - upper, side).map((value) => -value)])
  return scaled(bump)
}

/** (height, width), of L2 norm 1: falls from the middle on, by the squares of distances. */
function peakOf(height: number, width: number): Float64Array {
  const rings = Math.max(Math.floor(height / 2), Math.floor(width / 2)) + 1
  const levels = new Float64Array(rings + 1)
  for (let ring = rings - 1; ring >= 0; ring--) levels[ring] = (levels[ring + 1] as number) + 1 / (ring + 1) ** 2
  const [middle, centre] = [Math.floor(height / 2), Math.floor(width / 2)]
  const ringOf = (i: number) => Math.max(Math.abs(Math.floor(i / width) - middle), Math.abs((i % width) - centre))
  return scaled(Float64Array.from({ length: height * width }, (_, i) => levels[ringOf(i)] as number))
}

function scaled(values: Float64Array): Float64Array {
  const size = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0))
  return values.map((value) => value / size)
}
