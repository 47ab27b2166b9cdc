/** @file The mean over pixels and the last dense layer. */
import { fusedHead, fusedHeadGradient } from '../../backend/webgpuKernels/head'
import * as tf from '../../tf'
import type { HeadBack, HeadInstruction } from '../instructions'
import { finish, given, type Prepare } from './run'

export const prepareHead: Prepare<HeadInstruction> = ({ x, weight, bias, out }, { sizeOf, keep }) => {
  if (sizeOf(x)[2] % 4 !== 0) return null
  const [ownWeight, ownBias] = [keep(weight), keep(bias ?? (tf.zeros([weight.shape[1]]) as tf.Tensor1D))]
  return (tensorOf) => [tf.reshape(fusedHead(tensorOf(x), ownWeight, ownBias), [-1, ...sizeOf(out)])]
}

export const prepareHeadBack: Prepare<HeadBack> = ({ dy, of, addend, slope }, { sizeOf, keep }) => {
  const size = sizeOf(of.x)
  if (size[2] % 4 !== 0) return null
  const weight = keep(of.weight)
  return (tensorOf) => {
    const atLogits = tf.reshape(tensorOf(dy), [-1, weight.shape[1]]) as tf.Tensor2D
    const inKernel = addend === null ? given('slope', slope, tensorOf).slope : undefined
    const gradient = fusedHeadGradient(atLogits, weight, [atLogits.shape[0], ...size], inKernel)
    return [addend === null ? gradient : finish(gradient, { addend, slope }, tensorOf)]
  }
}
