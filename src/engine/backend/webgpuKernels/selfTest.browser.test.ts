import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import * as tf from '../../tf'
import { CONVOLUTION, convolutionKernel } from './convolution'
import { installWebgpuKernels } from './index'
import { hasKernel } from './runShader'
import { keepRightKernels } from './selfTest'

describe('the self-test of fused kernels on webgpu', () => {
  beforeAll(() => prepareBackend('webgpu'))
  afterEach(() => {
    vi.restoreAllMocks()
    installWebgpuKernels()
  })

  it('keeps those that are right, and leaves no tensor', async () => {
    const before = tf.memory().numTensors
    await keepRightKernels()
    expect(hasKernel(CONVOLUTION)).toBe(true)
    expect(tf.memory().numTensors).toBe(before)
  })

  it.each([
    ['computes wrongly', (right: tf.TensorInfo[]) => right.toReversed()],
    ['throws', () => new Error('no such shader')],
  ] as const)('removes them all where one %s', async (_, spoil) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    tf.unregisterKernel(CONVOLUTION, 'webgpu')
    tf.registerKernel({
      ...convolutionKernel,
      kernelFunc(call) {
        const result = spoil(convolutionKernel.kernelFunc(call) as tf.TensorInfo[])
        if (result instanceof Error) throw result
        return result
      },
    })
    await keepRightKernels()
    expect(hasKernel(CONVOLUTION)).toBe(false)
    expect(warn).toHaveBeenCalled()
  })
})
