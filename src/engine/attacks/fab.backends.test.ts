import { beforeAll, describe, expect, it } from 'vitest'
import { batchOf, tinyClassifier, tinyTask } from '../../testing/attackGoldens'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import { stopGradient } from '../gradients/stopGradient'
import * as tf from '../tf'
import { fabRun } from './algorithms/fab'
import { disposeBatch } from './loop/batch'

const golden = await readGoldens('attacks-autoattack.safetensors')
/** Pixels whose gradient is all but zero may take the other sign in float32. */
const MAX_SHARE_OF_OTHER_SIGNS = 0.005
/** A GPU in software takes seconds a step. */
const MOST_STEPS = { cpu: 100, wasm: 100, webgpu: 3 } as const

describe.each(backendsUnderTest)('FAB-T against pyautoattack on %s', { timeout: 180_000 }, (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(['linf', 'l2'] as const)('asks about the same images in %s, step by step', async (norm) => {
    const stored = (name: string) => golden(`fab/${norm}/${name}`)
    const count = stored('labels').shape[0] as number
    const steps = Math.min(stored('fallen').shape[0] as number, MOST_STEPS[backend])
    const classifier = tinyClassifier()
    const asked: tf.Tensor[] = []
    const watched: typeof classifier = {
      ...classifier,
      logits(pixels) {
        asked.push(tf.keep(stopGradient(pixels)))
        return classifier.logits(pixels)
      },
    }
    const images = { pixels: stored('pixels').values as Float32Array, labels: Array.from(stored('labels').values) }
    const batch = batchOf(tinyTask(watched, images, norm, 1, { targets: Array.from(stored('targets').values) }))
    const run = fabRun({ name: 'FAB-T', norm, steps, targetRank: 2, startsAtRandom: false })
    let state = tf.tidy(() => run.start(batch))
    for (let step = 0; step < steps; step++) state = tf.tidy(() => run.step(state, batch, step))
    const expected = stored('asked').values
    expect(asked).toHaveLength(2 * steps + 1)
    const size = images.pixels.length / count
    for (const [i, tensor] of asked.entries()) {
      const actual = await tensor.data()
      for (let image = 0; image < count; image++) {
        if (i > 2 * (stored('sureSteps').values[image] as number)) continue
        const [from, to] = [image * size, (i * count + image) * size]
        let different = 0
        for (let k = 0; k < size; k++) {
          if (!(Math.abs((actual[from + k] as number) - (expected[to + k] as number)) <= 1e-4)) different++
        }
        expect(different / size, `image ${image}, question ${i}`).toBeLessThanOrEqual(
          norm === 'linf' ? MAX_SHARE_OF_OTHER_SIGNS : 0,
        )
      }
    }
    tf.dispose(asked)
    disposeBatch(batch)
    classifier.dispose()
  })
})
