/** @file Proves that the executor in use computes rightly where it runs, before a model depends on it. */
import { project, relativeError, TOLERANCE } from '../../backend/selfTest'
import * as tf from '../../tf'
import { fuseNetwork } from '../fuseNetwork'
import { FUSED_VALUES, type FusedValues } from './fusedValues'
import { atLogits, buildNetwork, NORMALISATION, pixels, SIZE } from './network'

/** Null if the backend in use runs no fused networks. Leaves no tensor. */
export async function computeFusedSelfTest(): Promise<FusedValues | null> {
  const network = fuseNetwork(buildNetwork, SIZE, NORMALISATION)
  if (network === null) return null
  const tensors = tf.tidy(() => {
    const { logits, backward } = network.forward(pixels())
    return [logits, backward(atLogits())]
  })
  try {
    const [logits, gradient] = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()))
    return { logits: [...(logits as Float32Array)], gradient: project(gradient as Float32Array) }
  } finally {
    tf.dispose(tensors)
    network.dispose()
  }
}

/** The largest relative error; 0 if the backend in use runs no fused networks, infinite if it fails. */
export async function fusedSelfTestError(): Promise<number> {
  try {
    const found = await computeFusedSelfTest()
    if (found === null) return 0
    return Math.max(
      relativeError(found.logits, FUSED_VALUES.logits),
      relativeError(found.gradient, FUSED_VALUES.gradient),
    )
  } catch (error) {
    console.warn('The fused network of the self-test failed:', error)
    return Number.POSITIVE_INFINITY
  }
}

export const passesFusedSelfTest = async (): Promise<boolean> => (await fusedSelfTestError()) <= TOLERANCE
