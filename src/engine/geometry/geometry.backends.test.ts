import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { askTiny } from '../../testing/askedTiny'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import type { Eps01, Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { JobCancelled, UNCONTROLLED } from '../jobControl'
import type { AskedModel } from '../quantities/defineQuantity'
import * as tf from '../tf'
import { curvatureAlong, curvaturesAt } from './curvatureAlong'
import type { DirectionId } from './directions/registry'
import { stepOf } from './directions/stepOf'
import { imagesAlong, lossAlong } from './lossAlong'
import { lossesOnPlane, lossSurface } from './lossSurface'

const golden = await readGoldens('geometry.safetensors')
const valuesOf = (name: string) => [...golden(name).values]
const attacked = Float32Array.from(golden('attacked').values) as Pixels01
const places = valuesOf('places')
const EPSILON = (8 / 255) as Eps01
const towards = (id: DirectionId) => ({ id, norm: 'linf', epsilon: EPSILON, seed: 1, attacked }) as const

describe.each(backendsUnderTest)('the loss around an image against PyTorch, on %s', (backend) => {
  let classifier: Classifier
  let asked: AskedModel

  beforeAll(async () => {
    await prepareBackend(backend)
    ;({ classifier, asked } = await askTiny('gelu-small'))
  })

  afterAll(() => classifier.dispose())

  const changeTo = (other: Float32Array) => other.map((value, i) => value - (asked.image.pixels[i] as number))

  it('loss, slope and norm of the gradient along the attack', async () => {
    const before = tf.memory().numTensors
    const { losses, l1, slope } = await lossAlong(asked, { direction: towards('attack'), places })
    expectClose(losses, valuesOf('along/losses'), 1e-5)
    expectClose(l1, valuesOf('along/l1'), 1e-4)
    expectClose([slope], valuesOf('along/slope'), 1e-4)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('products with the Hessian along the attack, of all places together', async () => {
    const before = tf.memory().numTensors
    const { pixels } = asked.image
    const unit = Float32Array.from(golden('unit').values)
    const images = imagesAlong(pixels, changeTo(attacked), places)
    const found = await Promise.all(
      places.map((_, place) =>
        asked.hessianProduct(unit, images.slice(place * pixels.length, (place + 1) * pixels.length) as Pixels01),
      ),
    )
    expectClose(
      found.flatMap((product) => [...product]),
      golden('along/products').values,
      1e-4,
    )
    expect(tf.memory().numTensors).toBe(before)
  })

  // A product takes a second by plain JavaScript, and by a GPU that is none.
  it.runIf(backend === 'wasm')('normalised curvature along the attack', async () => {
    const images = imagesAlong(asked.image.pixels, changeTo(attacked), places)
    const found = await curvaturesAt(asked, images, Float32Array.from(golden('start').values))
    expectClose(found, valuesOf('along/curvatures'), 2e-3)
  })

  it('the loss on a plane, row by row', async () => {
    const plane = { columns: valuesOf('columns'), rows: valuesOf('rows') }
    const changes = [changeTo(attacked), Float32Array.from(golden('across').values)] as const
    const before = tf.memory().numTensors
    expectClose(await lossesOnPlane(asked, changes, plane, UNCONTROLLED), valuesOf('plane/losses'), 1e-5)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('steps along the gradient have the size of the attack in its norm', async () => {
    for (const norm of ['linf', 'l2', 'l1'] as const) {
      const { change, size } = await stepOf(asked, { ...towards('gradient'), norm })
      expectClose(change, golden(`step/gradient/${norm}`).values, 1e-4)
      expect(size).toBe(EPSILON)
    }
  })
})

describe('directions that are none', () => {
  const image = { pixels: Float32Array.of(0.5, 0.25, 0.75) as Pixels01, height: 1, width: 1 }
  const flat = {
    image,
    label: 0,
    gradient: async () => new Float32Array(3),
  } as unknown as AskedModel

  it.each(['attack', 'sign', 'gradient'] as const)('nothing is measured along one of no length: %s', async (id) => {
    const direction = { ...towards(id), attacked: image.pixels }
    const place = { places: [0, 1], direction }
    expect(await lossAlong(flat, place)).toEqual({
      size: 0,
      label: 0,
      losses: new Float32Array(),
      l1: new Float32Array(),
      slope: 0,
    })
    expect((await curvatureAlong(flat, place)).curvatures).toHaveLength(0)
    const plane = { along: direction, across: towards('random'), columns: [0], rows: [0] }
    expect(await lossSurface(flat, plane, UNCONTROLLED)).toEqual({ sizes: [0, EPSILON], losses: new Float32Array() })
  })

  it('a random direction is the same for a seed, and every value moves by ε', async () => {
    const stepped = async (seed: number) => (await stepOf(flat, { ...towards('random'), seed })).change
    expect(await stepped(3)).toEqual(await stepped(3))
    expect([...(await stepped(3))].map(Math.abs)).toEqual(Array(3).fill(Math.fround(EPSILON)))
  })

  it('one that is unknown, or towards an attack that is missing, is refused in a sentence', async () => {
    await expect(stepOf(flat, { ...towards('attack'), attacked: null })).rejects.toThrow('wait for the attack')
    await expect(stepOf(flat, towards('uphill' as DirectionId))).rejects.toThrow('The direction "uphill" is unknown')
  })
})

it('a surface stops between two batches where it is cancelled', async () => {
  let asked = 0
  const image = { pixels: new Float32Array(3) as Pixels01, height: 1, width: 1 }
  const losses = async (pixels: Pixels01) => new Float32Array(pixels.length / 3)
  const checkpoint = async (step: number, steps: number) => {
    expect(steps).toBe(100)
    asked++
    if (step > 0) throw new JobCancelled()
  }
  const tens = Array.from({ length: 10 }, (_, i) => i)
  const u = new Float32Array(3)
  await expect(
    lossesOnPlane({ image, losses }, [u, u], { columns: tens, rows: tens }, { checkpoint }),
  ).rejects.toBeInstanceOf(JobCancelled)
  expect(asked).toBe(2)
})
