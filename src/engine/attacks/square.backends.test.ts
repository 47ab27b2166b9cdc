import { beforeAll, describe, expect, it } from 'vitest'
import { batchOf, readAutoAttackGoldenIndex, tinyClassifier, tinyTask } from '../../testing/attackGoldens'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import type { Eps01 } from '../../units'
import { stopGradient } from '../gradients/stopGradient'
import type { Rng } from '../random'
import * as tf from '../tf'
import { squareL2 } from './algorithms/squareL2'
import { squareLinf } from './algorithms/squareLinf'
import { disposeBatch } from './loop/batch'
import { shareAt, square } from './square'
import type { AttackRun } from './types'

const { square: reference } = await readAutoAttackGoldenIndex()
const golden = await readGoldens('attacks-autoattack.safetensors')
const NORMS = ['linf', 'l2'] as const
const SHAPES = { linf: squareLinf, l2: squareL2 }
const TOLERANCE = 1e-4
/** A GPU in software takes most of a second a query. */
const MOST_QUERIES = { cpu: 1000, wasm: 1000, webgpu: 12 } as const

/** Draws what the reference drew, whichever it is asked for, and counts how often. */
function replay(drawn: Float32Array): Rng & { readonly left: () => number } {
  let next = 0
  const draw = () => {
    if (next === drawn.length) throw new Error('More is drawn than the reference drew.')
    return drawn[next++] as number
  }
  return { uniform: draw, sign: draw, integer: draw, gaussian: draw, left: () => drawn.length - next }
}

describe.each(NORMS)('the squares in %s', (norm) => {
  it.each(Object.keys(reference.sides[norm]))('in an image of size %s shrink as in pyautoattack', (side) => {
    const image = Number(side)
    const changes = reference.sides[norm][side] as readonly (readonly [number, number])[]
    const { firstShare } = square.defaults(norm, 0.1 as Eps01)
    const sides = Array.from({ length: 9000 }, (_, query) =>
      SHAPES[norm].side(shareAt(query, firstShare), image, image),
    )
    expect(sides.flatMap((new_, query) => (new_ === sides[query - 1] ? [] : [[query, new_]]))).toEqual(changes)
  })
})

describe.each(backendsUnderTest)('Square against pyautoattack on %s', { timeout: 180_000 }, (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(NORMS)('evaluates the same images in %s, given the same draws', async (norm) => {
    const images = Array.from({ length: reference.images }, (_, i) => i)
    const stored = (image: number, name: string) => golden(`square/${norm}/${image}/${name}`)
    const side = stored(0, 'pixels').shape[0] as number
    const classifier = tinyClassifier(side)
    const asked: tf.Tensor[] = []
    const watched: typeof classifier = {
      ...classifier,
      logits(pixels) {
        asked.push(tf.keep(stopGradient(pixels)))
        return classifier.logits(pixels)
      },
    }
    const pixels = Float32Array.from(images.flatMap((image) => [...stored(image, 'pixels').values]))
    const labels = images.map((image) => stored(image, 'label').values[0] as number)
    const random = images.map((image) => replay(stored(image, 'drawn').values as Float32Array))
    const epsilon = reference.epsilons[norm]
    const queries = Math.min(reference.queries, MOST_QUERIES[backend])
    const batch = { ...batchOf(tinyTask(watched, { pixels, labels }, norm, epsilon)), random }
    const settings = { ...square.defaults(norm, epsilon as Eps01), queries }
    const [run] = square.runs(settings, { classCount: 10, goal: 'untargeted' }) as [AttackRun]
    let state = tf.tidy(() => run.start(batch))
    const losses = [state.loss]
    for (let query = 0; query < run.steps; query++) {
      state = tf.tidy(() => run.step(state, batch, query))
      losses.push(state.loss)
    }

    expect(asked).toHaveLength(queries + 1)
    if (queries === reference.queries) expect(random.map(({ left }) => left())).toEqual(images.map(() => 0))
    const perImage = pixels.length / images.length
    for (let query = 0; query < asked.length; query += reference.every) {
      const actual = (await asked[query]?.data()) as Float32Array
      for (const image of images) {
        const from = (query / reference.every) * perImage
        const expected = stored(image, 'proposals').values.slice(from, from + perImage)
        const furthest = expected.reduce(
          (most, value, k) => Math.max(most, Math.abs(value - (actual[image * perImage + k] as number))),
          0,
        )
        expect(furthest, `image ${image}, query ${query}`).toBeLessThanOrEqual(TOLERANCE)
      }
    }
    const maximised = await Promise.all(losses.map(async (loss) => (await loss.data()) as Float32Array))
    for (const image of images) {
      let worst = Number.NEGATIVE_INFINITY
      for (const [query, margin] of stored(image, 'margins')
        .values.slice(0, queries + 1)
        .entries()) {
        worst = Math.max(worst, margin)
        expect(maximised[query]?.[image], `image ${image}, query ${query}`).toBeCloseTo(worst, 4)
      }
    }
    tf.dispose(asked)
    disposeBatch(batch)
    classifier.dispose()
  })
})
