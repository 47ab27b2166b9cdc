/** @file Layer norm and attention in shifted windows, and their backward passes, against plain loops in float64. */
import * as tf from '../../../tf'
import { PROJECTIONS, pattern, project, wave } from '../../selfTest'
import { fusedAttention, fusedAttentionGradient, type Windows } from '../attention'
import { fusedLayerNorm, fusedLayerNormGradient } from '../layerNorm'
import type { KernelComparison } from './types'

const [COUNT, SIDE, CHANNELS] = [2, 4, 8]
const WINDOWS: Windows = { heads: 2, window: [2, 2], shift: [1, 1], masked: -100 }
const TOKENS = WINDOWS.window[0] * WINDOWS.window[1]
const EPSILON = 1e-5
const PARTS = 3 * CHANNELS
/** Of the central differences, in float64. */
const STEP = 1e-4

export function checkAttention(): readonly KernelComparison[] {
  const values = wave(COUNT * SIDE * SIDE * PARTS, 1, 0.3)
  const bias = wave(WINDOWS.heads * TOKENS * TOKENS, 0.5, 2.2)
  const atResult = wave(COUNT * SIDE * SIDE * CHANNELS, 1, 5.1)
  const addend = wave(values.length, 0.5, 1.9)

  const shape = [COUNT, SIDE, SIDE, PARTS] as const
  const tensors = { bias: tf.tensor3d(bias, [WINDOWS.heads, TOKENS, TOKENS]), addend: tf.tensor4d(addend, [...shape]) }
  const normed = fusedLayerNorm(tf.tensor4d(values, [...shape]), EPSILON)
  const attended = fusedAttention(normed.y, tensors.bias, WINDOWS)
  const dy = tf.tensor4d(atResult, [COUNT, SIDE, SIDE, CHANNELS])
  const atParts = fusedAttentionGradient(dy, normed.y, attended, tensors.bias, WINDOWS)

  /** What has the gradient that the kernels give, along the k-th pattern. */
  const along = (k: number, share: number) => {
    const moved = Float64Array.from(values, (value, i) => value + share * pattern(k, i))
    return attend(norm(moved), bias).reduce((sum, value, i) => sum + value * (atResult[i] as number), 0)
  }
  const slopes = Array.from({ length: PROJECTIONS }, (_, k) => (along(k, STEP) - along(k, -STEP)) / (2 * STEP))
  const added = project(addend)
  return [
    { got: attended.y, expected: project(attend(norm(Float64Array.from(values)), bias)), summarise: project },
    { got: fusedLayerNormGradient(atParts, normed), expected: slopes, summarise: project },
    {
      got: fusedLayerNormGradient(atParts, normed, tensors.addend),
      expected: slopes.map((slope, k) => slope + (added[k] as number)),
      summarise: project,
    },
  ]
}

function norm(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length)
  for (let first = 0; first < values.length; first += PARTS) {
    const row = values.subarray(first, first + PARTS)
    const mean = row.reduce((sum, value) => sum + value, 0) / PARTS
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / PARTS
    result.set(
      row.map((value) => (value - mean) / Math.sqrt(variance + EPSILON)),
      first,
    )
  }
  return result
}

/**
 * Attention as timm's Swin defines it: the grid is rolled, cut into windows, and tokens attend to those of their window
 * that were beside them before the roll.
 */
function attend(qkv: Float64Array, bias: ArrayLike<number>): Float64Array {
  const { heads, masked } = WINDOWS
  const [window] = WINDOWS.window
  const shift = WINDOWS.shift[0]
  const headWidth = CHANNELS / heads
  const result = new Float64Array(COUNT * SIDE * SIDE * CHANNELS)
  /** Along an axis of the rolled grid; tokens of different regions do not attend to each other. */
  const region = (at: number) => Number(at >= SIDE - window) + Number(at >= SIDE - shift)
  const unrolled = (at: number) => (at + shift) % SIDE
  const place = (image: number, row: number, column: number) => (image * SIDE + unrolled(row)) * SIDE + unrolled(column)

  for (let image = 0; image < COUNT; image++)
    for (let row = 0; row < SIDE; row++)
      for (let column = 0; column < SIDE; column++)
        for (let head = 0; head < heads; head++) {
          const [top, left] = [row - (row % window), column - (column % window)]
          const own = place(image, row, column)
          const scores = Array.from({ length: TOKENS }, (_, k) => {
            const [otherRow, otherColumn] = [top + Math.floor(k / window), left + (k % window)]
            const other = place(image, otherRow, otherColumn)
            const query = (row % window) * window + (column % window)
            let score = bias[(head * TOKENS + query) * TOKENS + k] as number
            if (region(row) !== region(otherRow) || region(column) !== region(otherColumn)) score += masked
            for (let c = head * headWidth; c < (head + 1) * headWidth; c++) {
              score += (qkv[own * PARTS + c] as number) * (qkv[other * PARTS + CHANNELS + c] as number)
            }
            return { other, share: Math.exp(score) }
          })
          const sum = scores.reduce((total, { share }) => total + share, 0)
          for (let c = head * headWidth; c < (head + 1) * headWidth; c++) {
            result[own * CHANNELS + c] = scores.reduce(
              (total, { other, share }) => total + (share / sum) * (qkv[other * PARTS + 2 * CHANNELS + c] as number),
              0,
            )
          }
        }
  return result
}
