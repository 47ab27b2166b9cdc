/**
 * @file Models of full size, with the logits and input gradient of PyTorch: npm run test:full-size. In Node on wasm and in
 * Chromium on WebGPU; it prints how long each pass takes.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { architectureGoldens, digest, seededModel } from '../../testing/architectureGoldens'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import * as tf from '../tf'

const { models, side, classes, square } = architectureGoldens.fullSize
const golden = await readGoldens('architectures-full-size.safetensors')
const backends = backendsUnderTest.filter((backend) => backend !== 'cpu')

/** (side, side, 3) to sums over squares: (side / square, side / square, 3). */
function sumsOverSquares(gradient: Float32Array): Float32Array {
  const across = side / square
  const sums = new Float32Array(across * across * 3)
  for (const [i, slope] of gradient.entries()) {
    const [pixel, channel] = [Math.floor(i / 3), i % 3]
    const [row, column] = [Math.floor(pixel / side), pixel % side]
    const at = (Math.floor(row / square) * across + Math.floor(column / square)) * 3 + channel
    sums[at] = (sums[at] as number) + slope
  }
  return sums
}

describe.each(backends)('models of full size on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(Object.entries(models))('%s gives PyTorch’s logits and input gradient', async (name, architecture) => {
    const { pixels, parameters, logits, inputGradient } = seededModel({ architecture, side, channels: 3 }, classes, 1)
    const before = performance.now()
    const values = await tf.tidy(() => logits(pixels, parameters)).data()
    const between = performance.now()
    const gradient = (await tf.tidy(() => inputGradient(parameters)).data()) as Float32Array
    const [forward, both] = [between - before, performance.now() - between].map((time) => Math.round(time))
    console.log(`${name} on ${backend}: forward ${forward} ms, forward and backward ${both} ms`)
    expectClose(values, golden(`${name}/logits`).values, 1e-4)
    expectClose(digest('gradient', gradient), golden(`${name}/gradient`).values, 1e-3)
    expectClose(sumsOverSquares(gradient), golden(`${name}/squares`).values, 1e-3)
    tf.dispose([...parameters, pixels])
    expect(gradient.length).toBe(side * side * 3)
  })
})
