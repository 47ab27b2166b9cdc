import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import * as tf from '../../tf'
import { CONVOLUTION, convolutionKernel } from './convolution'
import { installWebgpuKernels, KERNELS } from './index'
import { hasKernel } from './runShader'
import { keepRightKernels } from './selfTest'

function zerosLike({ shape, dtype }: tf.TensorInfo, call: Parameters<tf.KernelFunc>[0]): tf.TensorInfo {
  const size = shape.reduce((product, side) => product * side, 1)
  const zeros = dtype === 'bool' ? new Uint8Array(size) : new Float32Array(size)
  return (call.backend as tf.WebGPUBackend).makeTensorInfo(shape, dtype, zeros)
}

describe('the fused kernels’ self-test', () => {
  beforeAll(() => prepareBackend('webgpu'))
  afterEach(() => {
    vi.restoreAllMocks()
    installWebgpuKernels()
  })

  it('keeps correct ones, and leaves no tensor', async () => {
    const before = tf.memory().numTensors
    await keepRightKernels()
    expect(hasKernel(CONVOLUTION)).toBe(true)
    expect(tf.memory().numTensors).toBe(before)
  })

  /** Until the kernels are installed anew. */
  function replace(kernel: tf.KernelConfig, kernelFunc: tf.KernelFunc): void {
    tf.unregisterKernel(kernel.kernelName, 'webgpu')
    tf.registerKernel({ ...kernel, kernelFunc })
  }

  /** Each output of each kernel, as far as a kernel can have several. */
  it.each(KERNELS.map((kernel) => [kernel.kernelName, kernel] as const))(
    'removes all of them if %s gives zeros for one output',
    async (_, kernel) => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
      for (let spoiled = 0, outputs = 1; spoiled < outputs; spoiled++) {
        installWebgpuKernels()
        replace(kernel, (call) => {
          const right = kernel.kernelFunc(call) as tf.TensorInfo[]
          outputs = Math.max(outputs, right.length)
          return right.map((output, k) => (k === spoiled ? zerosLike(output, call) : output))
        })
        await keepRightKernels()
        expect(hasKernel(CONVOLUTION), `output ${spoiled}`).toBe(false)
        expect(warn).toHaveBeenCalledTimes(spoiled + 1)
      }
    },
  )

  it('removes all of them if one throws', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    replace(convolutionKernel, () => {
      throw new Error('no such shader')
    })
    await keepRightKernels()
    expect(hasKernel(CONVOLUTION)).toBe(false)
    expect(warn).toHaveBeenCalled()
  })
})
