import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import { readGoldens } from '../../../testing/goldens'
import * as tf from '../../tf'
import { wayToHyperplane } from './hyperplane'

const golden = await readGoldens('attacks-autoattack.safetensors')
const stored = (name: string) => golden(`hyperplanes/${name}`)
const [count, values] = stored('points').shape as [number, number]

describe.each(backendsUnderTest)('hyperplane projections on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  describe.each(['linf', 'l2'] as const)('in %s', (norm) => {
    async function ways(scale = 1): Promise<Float32Array> {
      const tensor = tf.tidy(() => {
        const rows = (name: string, columns: number) => tf.tensor2d(stored(name).values, [count, columns])
        const normals = tf.mul(rows('normals', values), scale) as tf.Tensor2D
        return wayToHyperplane(norm, rows('points', values), normals, tf.mul(rows('excess', 1), scale))
      })
      const read = (await tensor.data()) as Float32Array
      tensor.dispose()
      return read
    }

    const furthest = (actual: Float32Array) => {
      const expected = stored(`${norm}/ways`).values
      return Math.max(...Array.from(expected, (value, i) => Math.abs(value - (actual[i] as number))))
    }

    it('are those of pyautoattack value by value, however degenerate', async () => {
      expect(furthest(await ways())).toBeLessThan(1e-4)
    })

    it('do not change if logits are ten thousand times smaller', async () => {
      expect(furthest(await ways(1e-4))).toBeLessThan(1e-4)
    })

    it('stay in [0, 1]', async () => {
      const points = stored('points').values
      for (const [i, way] of (await ways()).entries()) {
        expect(points[i]! + way).toBeGreaterThan(-1e-6)
        expect(points[i]! + way).toBeLessThan(1 + 1e-6)
      }
    })
  })
})
