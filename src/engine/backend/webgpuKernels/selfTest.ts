/** @file Checks that the fused kernels compute correctly on this device, as the backend's self-test does for tfjs's. */
import { largestOf } from '../../../numbers/extremes'
import * as tf from '../../tf'
import { wasDeviceLost } from '../deviceLoss'
import { relativeError, TOLERANCE } from '../selfTest'
import { checkAttackSteps } from './checks/attackSteps'
import { checkAttention } from './checks/attention'
import { checkConvolutions } from './checks/convolutions'
import { checkLosses } from './checks/losses'
import { checkNetwork } from './checks/network'
import type { KernelCheck, KernelComparison } from './checks/types'
import { checkValues } from './checks/values'
import { CONVOLUTION } from './convolution'
import { installWebgpuKernels, removeWebgpuKernels } from './index'
import { hasKernel } from './runShader'

/** Together they run every kernel of this folder. */
const CHECKS: readonly KernelCheck[] = [
  checkNetwork,
  checkConvolutions,
  checkAttention,
  checkValues,
  checkLosses,
  checkAttackSteps,
]

/** The largest relative error. Leaves no tensor. */
async function measureError(): Promise<number> {
  const comparisons: KernelComparison[] = []
  tf.tidy(() => {
    for (const check of CHECKS) for (const comparison of check()) comparisons.push(comparison)
    return comparisons.map(({ got }) => got)
  })
  try {
    const errors = comparisons.map(async ({ got, expected, summarise }) => {
      const values = await got.data()
      return relativeError(summarise === undefined ? Array.from(values) : summarise(values), expected)
    })
    return largestOf(await Promise.all(errors))
  } finally {
    tf.dispose(comparisons.map(({ got }) => got))
  }
}

/**
 * Tests the kernels on the current backend, if it has them, and replaces them by tfjs's own if they are wrong. Throws where
 * the device is lost meanwhile, which says nothing about them.
 */
export async function keepRightKernels(): Promise<void> {
  installWebgpuKernels()
  if (!hasKernel(CONVOLUTION)) return
  let error = Number.POSITIVE_INFINITY
  try {
    error = await measureError()
  } catch (thrown) {
    if (await wasDeviceLost()) throw thrown
    console.warn('The fused WebGPU kernels failed:', thrown)
  }
  if (error <= TOLERANCE) return
  console.warn(
    `The fused WebGPU kernels compute wrongly here (error ${error}): attacks go on without them, and slower.`,
  )
  removeWebgpuKernels()
}
