import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as tf from '../tf'
import { installSecondDerivatives, removeSecondDerivatives } from './secondDerivatives'
import { computeSelfTest, judgeSelfTest, relativeError, runSelfTest, TOLERANCE } from './selfTest'
import { centralDifferences, erf, lossesAndGradient, referenceInputs, referenceValues } from './selfTestReference'
import { EXPECTED } from './selfTestValues'

const KEYS = Object.keys(EXPECTED) as (keyof typeof EXPECTED)[]

/** Replaces a kernel of the cpu backend until the function that is returned is called. */
function breakKernel(kernelName: string, spoil: (result: tf.TensorInfo, backend: Spoilable) => void): () => void {
  const right = tf.getKernel(kernelName, 'cpu') as tf.KernelConfig
  tf.unregisterKernel(kernelName, 'cpu')
  tf.registerKernel({
    ...right,
    kernelFunc: (parameters) => {
      const result = right.kernelFunc(parameters) as tf.TensorInfo
      spoil(result, parameters.backend as Spoilable)
      return result
    },
  })
  return () => {
    tf.unregisterKernel(kernelName, 'cpu')
    tf.registerKernel(right)
  }
}
type Spoilable = { data: { get(id: object): { values: Float32Array } } }

describe('the self-test’s reference', () => {
  it('has a correct error function', () => {
    // Abramowitz and Stegun, table 7.1.
    expect(erf(0.5)).toBeCloseTo(0.5204998778, 10)
    expect(erf(2)).toBeCloseTo(0.995322265, 9)
    expect(erf(-1)).toBeCloseTo(-0.8427007929, 10)
  })

  it('has the input gradient that finite differences give', () => {
    const net = referenceInputs()
    const total = () => lossesAndGradient(net).losses.reduce((a, b) => a + b)
    const differences = centralDifferences(net.pixels, 1e-5, total)
    const { gradient } = lossesAndGradient(net)
    expect(relativeError([...gradient], [...differences])).toBeLessThan(1e-8)
  })

  it('keeps gradients away from zero, where rounding decides signs', () => {
    const sizes = [...lossesAndGradient(referenceInputs()).gradient].map(Math.abs)
    expect(Math.min(...sizes) / Math.max(...sizes)).toBeGreaterThan(1e-3)
  })

  it('gives the known values', () => {
    const reference = referenceValues()
    for (const key of KEYS) expect(relativeError(reference[key], EXPECTED[key])).toBeLessThan(1e-6)
  })
})

describe('runSelfTest', () => {
  beforeEach(async () => {
    await tf.setBackend('cpu')
    installSecondDerivatives()
  })
  afterEach(installSecondDerivatives)

  it('passes on cpu, far within the tolerance, and leaves no tensor', async () => {
    const before = tf.memory().numTensors
    const got = await computeSelfTest()
    for (const key of KEYS) expect(relativeError(got[key], EXPECTED[key])).toBeLessThan(TOLERANCE / 100)
    expect(await runSelfTest()).toEqual({ ok: true })
    expect(tf.memory().numTensors).toBe(before)
  })

  it('turns forwarding to the processor off, and restores it afterwards', async () => {
    await import('@tensorflow/tfjs-backend-webgpu')
    tf.env().set('WEBGPU_CPU_FORWARD', true)
    let during: boolean | undefined
    const mend = breakKernel('Conv2D', () => {
      during = tf.env().getBool('WEBGPU_CPU_FORWARD')
    })
    try {
      await runSelfTest()
    } finally {
      mend()
    }
    expect(during).toBe(false)
    expect(tf.env().getBool('WEBGPU_CPU_FORWARD')).toBe(true)
  })

  it.each([
    ['Conv2D', 'the loss of a small net'],
    ['Conv2DBackpropInput', "a small net's input gradient"],
    ['Conv2DBackpropFilter', 'the derivative of'],
  ])('refuses a backend with one wrong number in %s', async (kernelName, title) => {
    const mend = breakKernel(kernelName, ({ dataId }, backend) => {
      const { values } = backend.data.get(dataId)
      values[5] = (values[5] as number) * 1.5 + 0.1
    })
    try {
      const result = await runSelfTest()
      expect(result.ok).toBe(false)
      expect(result).toMatchObject({ reason: expect.stringContaining(`computes wrongly: ${title}`) })
    } finally {
      mend()
    }
  })

  it('refuses a backend whose gradients are all zero, as on some phones', async () => {
    const mend = breakKernel('Conv2DBackpropInput', ({ dataId }, backend) => backend.data.get(dataId).values.fill(0))
    try {
      expect(await runSelfTest()).toMatchObject({ ok: false, reason: expect.stringContaining('off by') })
    } finally {
      mend()
    }
  })

  it('refuses NaN', async () => {
    const mend = breakKernel('Erf', ({ dataId }, backend) => backend.data.get(dataId).values.fill(Number.NaN))
    try {
      expect(await runSelfTest()).toMatchObject({ ok: false, reason: expect.stringContaining('not a number') })
    } finally {
      mend()
    }
  })

  it('refuses a backend that lacks a kernel, naming it', async () => {
    const erfKernel = tf.getKernel('Erf', 'cpu') as tf.KernelConfig
    tf.unregisterKernel('Erf', 'cpu')
    try {
      expect(await runSelfTest()).toMatchObject({ ok: false, reason: expect.stringContaining('Erf') })
    } finally {
      tf.registerKernel(erfKernel)
    }
  })

  it("refuses tfjs's own second derivatives", async () => {
    removeSecondDerivatives()
    expect(await runSelfTest()).toMatchObject({ ok: false, reason: expect.stringContaining('derivative') })
  })
})

it('treats a missing number as wrong', () => {
  expect(judgeSelfTest({ ...EXPECTED, losses: [] }).ok).toBe(false)
})
