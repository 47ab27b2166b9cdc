/**
 * @file Checks convolutions that the small network lacks, grouped and with long strides, forward and backward, against
 * plain loops.
 */
import * as tf from '../../../tf'
import { project, wave } from '../../selfTest'
import { fusedConvolution } from '../convolution'
import { packFilter } from '../packFilter'
import type { KernelComparison } from './types'

const [SIDE, CHANNELS] = [5, 8]

interface Case {
  readonly groups: number
  readonly filterSide: number
  readonly stride: number
  readonly padding: number
}

/** Each uses a different path through the shaders: depthwise, grouped, and pixel by pixel. */
const CASES: readonly Case[] = [
  { groups: CHANNELS, filterSide: 3, stride: 1, padding: 1 },
  { groups: 2, filterSide: 3, stride: 2, padding: 1 },
  { groups: 1, filterSide: 5, stride: 5, padding: 0 },
]

export const checkConvolutions = (): readonly KernelComparison[] => CASES.flatMap(checkCase)

function checkCase({ groups, filterSide, stride, padding }: Case): KernelComparison[] {
  const after = Math.floor((SIDE + 2 * padding - filterSide) / stride) + 1
  const inGroup = CHANNELS / groups
  const x = wave(SIDE * SIDE * CHANNELS, 1, 0.7)
  const filter = wave(filterSide * filterSide * inGroup * CHANNELS, 0.5, 1.7)
  const dy = wave(after * after * CHANNELS, 1, 2.7)
  const [y, atX] = [new Float64Array(dy.length), new Float64Array(x.length)]
  for (let i = 0; i < dy.length * filterSide * filterSide * inGroup; i++) {
    const output = i % dy.length
    const place = Math.floor(i / dy.length)
    const [k, tap] = [place % inGroup, Math.floor(place / inGroup)]
    const [out, pixel] = [output % CHANNELS, Math.floor(output / CHANNELS)]
    const row = Math.floor(pixel / after) * stride + Math.floor(tap / filterSide) - padding
    const column = (pixel % after) * stride + (tap % filterSide) - padding
    if (row < 0 || row >= SIDE || column < 0 || column >= SIDE) continue
    const input = (row * SIDE + column) * CHANNELS + Math.floor(out / inGroup) * inGroup + k
    const weight = filter[(tap * inGroup + k) * CHANNELS + out] as number
    y[output] = (y[output] as number) + weight * (x[input] as number)
    atX[input] = (atX[input] as number) + weight * (dy[output] as number)
  }
  const weights = tf.tensor4d(filter, [filterSide, filterSide, inGroup, CHANNELS])
  const run = (values: Float32Array, from: number, to: number, isTransposed: boolean) =>
    fusedConvolution({
      sources: [
        {
          ...{
            height: from,
            width: from,
            channels: CHANNELS,
            stride,
            dilation: 1,
            padding: [padding, padding] as const,
          },
          ...packFilter(weights, groups, isTransposed),
          ...{ isTransposed, mean: null },
          x: tf.tensor4d(values, [1, from, from, CHANNELS]),
        },
      ],
      size: [to, to, CHANNELS],
    })[0] as tf.Tensor
  return [
    { got: run(x, SIDE, after, false), expected: project(y), summarise: project },
    { got: run(dy, after, SIDE, true), expected: project(atX), summarise: project },
  ]
}
