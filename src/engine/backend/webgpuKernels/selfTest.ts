/**
 * @file Proves that the fused kernels compute rightly where they run, as the backend's own self-test does for tfjs's:
 * the same small net, against the same known values.
 */
import * as tf from '../../tf'
import { inputs, LABELS, project, relativeError, type SelfTestValues, SHAPES, TOLERANCE } from '../selfTest'
import { EXPECTED } from '../selfTestValues'
import { CONVOLUTION, fusedConvolution, packFilter, type Source } from './convolution'
import { fusedHead, fusedHeadGradient } from './head'
import { installWebgpuKernels, removeWebgpuKernels } from './index'
import { fusedLoss } from './losses'
import { hasKernel } from './runShader'

const [COUNT, SIDE] = SHAPES.pixels
const WIDTH = SHAPES.filter1[3]

/** Losses and input gradient of the test net by fused kernels. Holds no tensor afterwards. */
async function computeFused(): Promise<Pick<SelfTestValues, 'losses' | 'inputGradient'>> {
  const values = inputs()
  const [losses, gradient] = tf.tidy(() => {
    const [filter1, filter2] = [
      tf.tensor4d(values.filter1, [...SHAPES.filter1]),
      tf.tensor4d(values.filter2, [...SHAPES.filter2]),
    ]
    const head = tf.tensor2d(values.head, [...SHAPES.head])
    /** "same" padding, of which stride 2 has none before the first row. */
    const source = (stride: 1 | 2, channels: number, isTransposed: boolean): Source => {
      const side = isTransposed ? SIDE / stride : SIDE
      const mean = channels === 3 ? [0, 0, 0] : null
      return { height: side, width: side, channels, filterSide: 3, stride, padding: 2 - stride, isTransposed, mean }
    }
    const forth = (stride: 1 | 2, x: tf.Tensor4D, filter: tf.Tensor4D) =>
      fusedConvolution({
        sources: [{ ...source(stride, x.shape[3], false), x, filter: packFilter(filter) }],
        size: [SIDE / stride, SIDE / stride, WIDTH],
        activation: 'gelu',
      }) as [tf.Tensor4D, tf.Tensor4D]
    const back = (stride: 1 | 2, x: tf.Tensor4D, filter: tf.Tensor4D, slope?: tf.Tensor4D) =>
      fusedConvolution({
        sources: [{ ...source(stride, x.shape[3], true), x, filter: packFilter(tf.transpose(filter, [0, 1, 3, 2])) }],
        size: [SIDE, SIDE, filter.shape[2]],
        ...(slope && { slope }),
      })[0] as tf.Tensor4D
    const [hidden, hiddenSlope] = forth(1, tf.tensor4d(values.pixels, [...SHAPES.pixels]), filter1)
    const [features, slope] = forth(2, hidden, filter2)
    const logits = fusedHead(features, head, tf.zeros([SHAPES.head[1]]))
    const loss = fusedLoss('crossEntropy', logits, tf.tensor1d([...LABELS], 'int32'), null)
    const atFeatures = fusedHeadGradient(loss.gradient, head, [COUNT, SIDE / 2, SIDE / 2, WIDTH], slope)
    return [loss.losses, back(1, back(2, atFeatures, filter2, hiddenSlope), filter1)]
  })
  try {
    return { losses: [...(await losses.data())], inputGradient: project(await gradient.data()) }
  } finally {
    tf.dispose([losses, gradient])
  }
}

/** Tests the kernels on the backend in use, if it has them, and removes them where they compute wrongly: tfjs's own then do. */
export async function keepRightKernels(): Promise<void> {
  installWebgpuKernels()
  if (!hasKernel(CONVOLUTION)) return
  let error = Number.POSITIVE_INFINITY
  try {
    const got = await computeFused()
    error = Math.max(
      relativeError(got.losses, EXPECTED.losses),
      relativeError(got.inputGradient, EXPECTED.inputGradient),
    )
  } catch (thrown) {
    console.warn('The fused WebGPU kernels failed:', thrown)
  }
  if (error <= TOLERANCE) return
  console.warn(
    `The fused WebGPU kernels compute wrongly here (error ${error}): attacks go on without them, and slower.`,
  )
  removeWebgpuKernels()
}
