import { afterEach, describe, expect, it, vi } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { prepareBackend } from '../../../testing/backends'
import { composeNetwork } from '../../../testing/fused/composeNetwork'
import { startBackend } from '../../backend'
import { project } from '../../backend/selfTest'
import { Kernels } from '../../backend/wasmKernels/kernels'
import { kernelsInUse, loadKernels } from '../../backend/wasmKernels/loadKernels'
import * as tf from '../../tf'
import { NetworkBuilder } from '../networkBuilder'
import { FUSED_VALUES } from './fusedValues'
import { atLogits, buildNetwork, NORMALISATION, pixels, SIZE } from './network'
import { fusedSelfTestError } from './selfTest'

it('the expected values are those of plain ops', async () => {
  await prepareBackend('cpu')
  const found = tf.tidy(() => {
    const builder = new NetworkBuilder(SIZE)
    const logits = buildNetwork(builder)
    const compute = composeNetwork({ images: builder.images, layers: builder.layers, logits }, NORMALISATION)
    const weighted = (x: tf.Tensor) => tf.sum(tf.mul(compute(x as tf.Tensor4D), atLogits()))
    return [compute(pixels()), tf.grad(weighted)(pixels())].map((tensor) => tensor.dataSync())
  })
  expectClose(found[0] as ArrayLike<number>, FUSED_VALUES.logits, 1e-5)
  expectClose(project(found[1] as ArrayLike<number>), FUSED_VALUES.gradient, 1e-5)
})

describe('wasm kernels at start', () => {
  afterEach(async () => {
    vi.restoreAllMocks()
    await loadKernels()
  })

  it('pass far within the tolerance, and leave no tensor', async () => {
    await prepareBackend('wasm')
    const before = tf.memory().numTensors
    expect(await fusedSelfTestError()).toBeLessThan(1e-5)
    expect(tf.memory().numTensors).toBe(before)
  })

  it.each([
    ['give zeros', ({ heap }: Kernels) => void new Float32Array(heap.memory.buffer).fill(0)],
    [
      'throw',
      () => {
        throw new Error('no memory')
      },
    ],
  ])('are replaced by tfjs’s own if they %s, which the report says', async (_, run) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.spyOn(Kernels.prototype, 'run').mockImplementation(function (this: Kernels) {
      run(this)
    })
    const report = await startBackend('wasm')
    expect(report.name).toBe('wasm')
    expect(report.reason).toMatch(/^You chose WebAssembly\. .*compute wrongly here, so that tfjs’s own run instead/)
    expect(kernelsInUse()).toBeNull()
    warn.mockRestore()
  })
})
