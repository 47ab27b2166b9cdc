/** @file The mean over pixels and the last dense layer. */
import { fusedHead, fusedHeadGradient } from '../../backend/webgpuKernels/head'
import * as tf from '../../tf'
import type { HeadBack, HeadInstruction } from '../instructions'
import { finish, type Prepare } from './run'

export const prepareHead: Prepare<HeadInstruction> = ({ x, weight, bias, out }, { sizeOf, keep }) => {
  const [ownWeight, ownBias] = [keep(weight), keep(bias ?? (tf.zeros([weight.shape[1]]) as tf.Tensor1D))]
  return (tensorOf) => [tf.reshape(fusedHead(tensorOf(x), ownWeight, ownBias), [-1, ...sizeOf(out)])]
}

export const prepareHeadBack: Prepare<HeadBack> = ({ dy, of, addend, slope }, { sizeOf, keep }) => {
  const size = sizeOf(of.x)
  const weight = keep(of.weight)
  return (tensorOf) => {
    const atLogits = tf.reshape(tensorOf(dy), [-1, weight.shape[1]]) as tf.Tensor2D
    if (addend !== null) return [finish(fusedHeadGradient(atLogits, weight, size), { addend, slope }, tensorOf)]
    return [fusedHeadGradient(atLogits, weight, size, slope === null ? undefined : tensorOf(slope))]
  }
}
