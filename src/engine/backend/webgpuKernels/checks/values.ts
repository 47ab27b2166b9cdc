/** @file Checks pointwise operations, moved rows and pooling against plain loops in JavaScript. */
import { largestOf } from '../../../../numbers/extremes'
import * as tf from '../../../tf'
import { wave } from '../../selfTest'
import { fusedGather } from '../gather'
import { fusedPointwise } from '../pointwise'
import { fusedPool, fusedPoolGradient, type Pooling } from '../pool'
import type { KernelComparison } from './types'

const [COUNT, HEIGHT, WIDTH, CHANNELS] = [2, 4, 3, 8]
const SHAPE = [COUNT, HEIGHT, WIDTH, CHANNELS] as const
const SIZE = COUNT * HEIGHT * WIDTH * CHANNELS

export const checkValues = (): readonly KernelComparison[] => [...checkPointwise(), ...checkGather(), ...checkPool()]

const tensor = (values: ArrayLike<number>) => tf.tensor4d(Float32Array.from(values), [...SHAPE])

function checkPointwise(): KernelComparison[] {
  const [x, addend, slope] = [wave(SIZE, 1, 0.4), wave(SIZE, 1, 1.4), wave(SIZE, 1, 2.4)]
  const [scale, shift] = [wave(CHANNELS, 2, 3.4), wave(CHANNELS, 1, 4.4)]
  const linear = Array.from(x, (value, i) => {
    const channel = i % CHANNELS
    return value * (scale[channel] as number) + (shift[channel] as number) + (addend[i] as number)
  })
  const inputs = { x: tensor(x), scale: tf.tensor1d(scale), shift: tf.tensor1d(shift), addend: tensor(addend) }
  const [value, derivative] = fusedPointwise({ ...inputs, activation: 'relu' }) as [tf.Tensor, tf.Tensor]
  const [sloped] = fusedPointwise({ ...inputs, slope: tensor(slope) }) as [tf.Tensor]
  return [
    { got: value, expected: linear.map((one) => Math.max(one, 0)) },
    { got: derivative, expected: linear.map((one) => Number(one > 0)) },
    { got: sloped, expected: linear.map((one, i) => one * (slope[i] as number)) },
  ]
}

/** Rows of half a pixel's channels. */
function checkGather(): KernelComparison[] {
  const rowLength = CHANNELS / 2
  const rows = [3, -1, 0, 5, 1, 4]
  const [x, fill] = [wave(SIZE, 1, 0.8), wave(rows.length * rowLength, 1, 1.8)]
  const got = fusedGather({
    x: tensor(x),
    rows: tf.tensor1d(rows, 'int32'),
    rowLength,
    fill: tf.tensor2d(fill, [rows.length, rowLength]),
    size: [1, rows.length, rowLength],
  })
  const expected = Array.from({ length: COUNT * rows.length * rowLength }, (_, i) => {
    const [image, place] = [Math.floor(i / (rows.length * rowLength)), i % (rows.length * rowLength)]
    const row = rows[Math.floor(place / rowLength)] as number
    const taken = (image * SIZE) / COUNT + row * rowLength + (place % rowLength)
    return (fill[place] as number) + (row < 0 ? 0 : (x[taken] as number))
  })
  return [{ got, expected }]
}

/** 3x3 windows with stride 2 and padding 1, over many equal values. */
function checkPool(): KernelComparison[] {
  const after = [HEIGHT / 2, (WIDTH + 1) / 2, CHANNELS] as const
  const shape = { before: [HEIGHT, WIDTH, CHANNELS], after, size: [3, 3], stride: 2, padding: [1, 1] } as const
  const x = wave(SIZE, 2, 0.1).map(Math.round)
  const outputs = COUNT * after[0] * after[1] * CHANNELS
  const [dy, addend] = [wave(outputs, 1, 1.1), wave(SIZE, 1, 2.1)]
  const atOutput = tf.tensor4d(dy, [COUNT, ...after])
  return (['max', 'average'] as const).flatMap((kind) => {
    const pool: Pooling = { kind, ...shape, countsPadding: false }
    const values: number[] = []
    const gradient = Array.from(addend)
    for (let i = 0; i < outputs; i++) {
      const within = windowAt(i, after)
      const most = largestOf(within.map((at) => x[at] as number))
      const sum = within.reduce((total, at) => total + (x[at] as number), 0)
      values.push(kind === 'max' ? most : sum / within.length)
      const chosen = kind === 'max' ? [within.find((at) => x[at] === most) as number] : within
      for (const at of chosen) gradient[at] = (gradient[at] as number) + (dy[i] as number) / chosen.length
    }
    return [
      { got: fusedPool(tensor(x), pool), expected: values },
      { got: fusedPoolGradient(atOutput, tensor(x), pool, { addend: tensor(addend) }), expected: gradient },
    ]
  })
}

/** Where the values of an output's window lie, row by row. */
function windowAt(output: number, [outHeight, outWidth, channels]: readonly [number, number, number]): number[] {
  const channel = output % channels
  const column = Math.floor(output / channels) % outWidth
  const row = Math.floor(output / channels / outWidth) % outHeight
  const image = Math.floor(output / channels / outWidth / outHeight)
  const places: number[] = []
  for (let r = Math.max(2 * row - 1, 0); r < Math.min(2 * row + 2, HEIGHT); r++) {
    for (let c = Math.max(2 * column - 1, 0); c < Math.min(2 * column + 2, WIDTH); c++) {
      places.push(((image * HEIGHT + r) * WIDTH + c) * CHANNELS + channel)
    }
  }
  return places
}
