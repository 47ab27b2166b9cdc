import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import { readGoldens } from '../../../testing/goldens'
import { createRng } from '../../random'
import * as tf from '../../tf'
import type { Ball } from '../loop/ball'
import { NORM_IDS } from './descriptions'
import { steepestValues, valuesOfShare } from './l1'
import { findNorm } from './registry'
import type { NormId } from './types'

const golden = await readGoldens('attacks-formulas.safetensors')
/** Of a float32 sum of hundreds of values. */
const ROUNDING = 2e-5

function tensorOf(name: string): tf.Tensor4D {
  const { values, shape } = golden(`projections/${name}`)
  return tf.tensor4d(values, shape as [number, number, number, number])
}

function ballOf(pixels: tf.Tensor4D, epsilons: ArrayLike<number>): Ball {
  const epsilon = tf.tensor4d(Array.from(epsilons), [pixels.shape[0], 1, 1, 1])
  const low = tf.maximum(tf.sub(pixels, epsilon), 0) as tf.Tensor4D
  return { pixels, epsilon, low, high: tf.minimum(tf.add(pixels, epsilon), 1) as tf.Tensor4D }
}

/** The images of the goldens, a third of whose values lie at an end of the pixel range, and a ball around each. */
const goldenBall = (id: NormId) => ballOf(tensorOf('pixels'), golden(`projections/${id}/epsilons`).values)

async function read(compute: () => tf.Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(compute)
  const values = (await tensor.data()) as Float32Array
  tensor.dispose()
  return values
}

const sizesOf = (id: NormId, moved: tf.Tensor4D, { pixels }: Ball) =>
  findNorm(id).size(tf.sub(moved, pixels) as tf.Tensor4D)

const largestDifference = (actual: ArrayLike<number>, expected: ArrayLike<number>) =>
  Math.max(...Array.from(expected, (value, i) => Math.abs(value - (actual[i] as number))))

describe.each(backendsUnderTest)('norms on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  describe.each(NORM_IDS)('%s', (id) => {
    const norm = findNorm(id)
    const epsilons = golden(`projections/${id}/epsilons`).values

    it('projects like the reference packages, value by value', async () => {
      const projected = await read(() => norm.project(tensorOf('moved'), goldenBall(id)))
      expect(largestDifference(projected, golden(`projections/${id}/projected`).values)).toBeLessThan(1e-4)
    })

    it('projects into the ball and into [0, 1]', async () => {
      const sizes = await read(() => {
        const ball = goldenBall(id)
        return sizesOf(id, norm.project(tensorOf('moved'), ball), ball)
      })
      for (const [i, size] of sizes.entries()) expect(size).toBeLessThanOrEqual(epsilons[i]! * (1 + 1e-6) + ROUNDING)
      const projected = await read(() => norm.project(tensorOf('moved'), goldenBall(id)))
      expect(Math.min(...projected)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...projected)).toBeLessThanOrEqual(1)
    })

    it('leaves points inside unchanged, and returns the image exactly at epsilon 0', async () => {
      const pixels = golden('projections/pixels').values
      const inside = await read(() => norm.project(tensorOf('pixels'), goldenBall(id)))
      expect(inside).toEqual(pixels)
      const nothing = await read(() =>
        norm.project(tensorOf('moved'), ballOf(tensorOf('pixels'), new Float32Array(epsilons.length))),
      )
      expect(nothing).toEqual(pixels)
    })

    it('takes a step of size 1 along the gradient, and none where it is 0', async () => {
      const sizes = await read(() => norm.size(norm.ascent(tensorOf('moved'), 0.1)))
      expectClose(
        sizes,
        sizes.map(() => 1),
        1e-5,
      )
      const along = await read(() => tf.sum(tf.mul(norm.ascent(tensorOf('moved'), 0.1), tensorOf('moved')), [1, 2, 3]))
      expect(Math.min(...along)).toBeGreaterThan(0)
      const nowhere = await read(() => norm.ascent(tf.zerosLike(tensorOf('moved')), 0.1))
      expect(nowhere.every((value) => value === 0)).toBe(true)
    })

    it.each([1e-15, 1e-30])('takes as good a step of size 1 along a gradient times %d', async (scale) => {
      const gainOf = (step: tf.Tensor4D) => tf.sum(tf.mul(step, tensorOf('moved')), [1, 2, 3])
      const usual = await read(() => gainOf(norm.ascent(tensorOf('moved'), 0.1)))
      const ofCertainModel = () => norm.ascent(tf.mul(tensorOf('moved'), scale), 0.1)
      expectClose(await read(() => gainOf(ofCertainModel())), usual, 1e-4)
      const sizes = await read(() => norm.size(ofCertainModel()))
      for (const size of sizes) expect(size).toBeCloseTo(1, 5)
    })

    it('raises the linearised loss by no less than any other step of size 1', async () => {
      const others = NORM_IDS.map((other) => findNorm(other).ascent(tensorOf('moved'), 1 / 432))
      const gains = others.map((direction) =>
        tf.tidy(() => {
          const sized = tf.div(direction, norm.size(direction))
          return tf.sum(tf.mul(sized, tensorOf('moved')), [1, 2, 3])
        }),
      )
      const own = await read(() =>
        tf.sum(tf.mul(norm.ascent(tensorOf('moved'), 1 / 432), tensorOf('moved')), [1, 2, 3]),
      )
      for (const gain of gains) {
        for (const [i, value] of (await gain.data()).entries()) expect(value).toBeLessThanOrEqual(own[i]! * (1 + 1e-4))
      }
      tf.dispose([others, gains])
    })

    describe.each(['startInside', 'startAtDistance'] as const)('%s', (start) => {
      const side = 12
      const random = (seeds: readonly number[]) => seeds.map(createRng)
      const ball = (count: number, epsilon: number) =>
        ballOf(tf.fill([count, side, side, 3], 0.5) as tf.Tensor4D, Array(count).fill(epsilon))

      it('starts inside the ball, and alike for the same seed only', async () => {
        const draw = (seeds: readonly number[], epsilon: number) =>
          read(() => norm[start](ball(seeds.length, epsilon), random(seeds)))
        const sizes = await read(() => {
          const around = ball(3, 0.3)
          return sizesOf(id, norm[start](around, random([1, 2, 3])), around)
        })
        for (const size of sizes) {
          expect(size).toBeLessThanOrEqual(0.3 + ROUNDING)
          if (start === 'startAtDistance') expect(size).toBeCloseTo(0.3, 4)
        }
        const both = await draw([7, 8], 0.3)
        expect(both.slice(both.length / 2)).toEqual(await draw([8], 0.3))
        expect(await draw([7], 0.3)).not.toEqual(await draw([8], 0.3))
        expect((await draw([7], 0)).every((value) => value === 0.5)).toBe(true)
      })

      it('favours no direction', async () => {
        const values = await read(() => tf.sub(norm[start](ball(20, 0.3), random([...Array(20).keys()])), 0.5))
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        const spread = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)
        expect(spread).toBeGreaterThan(0)
        expect(Math.abs(mean)).toBeLessThan((4 * spread) / Math.sqrt(values.length))
      })
    })
  })

  it('L1 steps along exactly the largest values', async () => {
    const gradients = [
      [3, -1, 2, 0, 5, -4, 0.5, 1.5, 2.5, -3.5, 1e-6, 4.5],
      [-1e-8, 2e-8, 0, 0, 3e-8, 0, 0, 0, 0, 0, 0, 0],
    ]
    const counts = [4, 2]
    const steps = await read(() =>
      steepestValues(tf.tensor4d(gradients.flat(), [2, 2, 2, 3]), tf.tensor2d(counts, [2, 1])),
    )
    const expected = gradients.flatMap((gradient, row) => {
      const least = gradient.map(Math.abs).sort((one, other) => other - one)[counts[row]! - 1]!
      return gradient.map((value) => (Math.abs(value) >= least ? Math.sign(value) / counts[row]! : 0))
    })
    expectClose(steps, expected, 1e-6)
  })

  it.each([
    [0.2, 432, 87],
    [1, 432, 432],
    [1e-6, 432, 1],
  ])('a share of %d of %d values is %d', (share, dimensions, count) => {
    expect(valuesOfShare(share, dimensions)).toBe(count)
  })
})
