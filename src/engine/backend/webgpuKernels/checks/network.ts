/** @file The backend's self-test network by fused kernels, against the same known values. */
import * as tf from '../../../tf'
import { inputs, LABELS, project, SHAPES } from '../../selfTest'
import { EXPECTED } from '../../selfTestValues'
import { fusedConvolution } from '../convolution'
import { fusedHead, fusedHeadGradient } from '../head'
import { fusedLoss } from '../losses'
import { packFilter } from '../packFilter'
import type { KernelComparison } from './types'

const [, SIDE] = SHAPES.pixels
const WIDTH = SHAPES.filter1[3]

export function checkNetwork(): readonly KernelComparison[] {
  const values = inputs()
  const [filter1, filter2] = [
    tf.tensor4d(values.filter1, [...SHAPES.filter1]),
    tf.tensor4d(values.filter2, [...SHAPES.filter2]),
  ]
  const head = tf.tensor2d(values.head, [...SHAPES.head])
  const [hidden, hiddenSlope] = forward(1, tf.tensor4d(values.pixels, [...SHAPES.pixels]), filter1)
  const [features, slope] = forward(2, hidden, filter2)
  const logits = fusedHead(features, head, tf.zeros([SHAPES.head[1]]))
  const loss = fusedLoss('crossEntropy', logits, tf.tensor1d([...LABELS], 'int32'), null)
  const atFeatures = fusedHeadGradient(loss.gradient, head, [SIDE / 2, SIDE / 2, WIDTH], slope)
  return [
    { got: loss.losses, expected: EXPECTED.losses },
    {
      got: back(1, back(2, atFeatures, filter2, hiddenSlope), filter1),
      expected: EXPECTED.inputGradient,
      summarise: project,
    },
  ]
}

const forward = (stride: 1 | 2, x: tf.Tensor4D, filter: tf.Tensor4D) =>
  fusedConvolution({
    sources: [{ ...source(stride, x.shape[3], false), ...packFilter(filter), x }],
    size: [SIDE / stride, SIDE / stride, WIDTH],
    activation: 'gelu',
  }) as [tf.Tensor4D, tf.Tensor4D]

const back = (stride: 1 | 2, x: tf.Tensor4D, filter: tf.Tensor4D, slope?: tf.Tensor4D) =>
  fusedConvolution({
    sources: [{ ...source(stride, x.shape[3], true), ...packFilter(filter, 1, true), x }],
    size: [SIDE, SIDE, filter.shape[2]],
    ...(slope && { slope }),
  })[0] as tf.Tensor4D

/** "same" padding, of which stride 2 has none before the first row. */
function source(stride: 1 | 2, channels: number, isTransposed: boolean) {
  const side = isTransposed ? SIDE / stride : SIDE
  const padding = [2 - stride, 2 - stride] as const
  const mean = channels === 3 ? [0, 0, 0] : null
  return { height: side, width: side, channels, stride, dilation: 1, padding, isTransposed, mean }
}
