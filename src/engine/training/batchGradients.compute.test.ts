import { beforeAll, describe, expect, it } from 'vitest'
import { relativeError } from '../../testing/allclose'
import { prepareBackend } from '../../testing/backends'
import { IMAGES, startTiny } from '../../testing/tinyRun'
import { UNCONTROLLED } from '../jobControl'
import { chooseObjective, OBJECTIVES } from '../objectives/registry'
import { rngByImage, seededRng } from '../objectives/rng'
import * as tf from '../tf'
import { Batches } from './batches'
import { batchGradients } from './batchGradients'

beforeAll(() => prepareBackend('wasm'))

const { height, width } = IMAGES
const batch = new Batches(IMAGES, 7, { flip: false, cropMargin: 0 }, 1).at(0)
/** Takes its distance in units of the root mean square of all images that are looked at together, so that it is another for each part. */
const OVER_THE_WHOLE = 'edge-regularisation'

async function gradientsOf(id: string, microBatchSize: number) {
  const trainer = startTiny()
  const found = await batchGradients(trainer.model('current'), chooseObjective({ id }), batch, {
    height,
    width,
    microBatchSize,
    ramp: 1,
    rngOf: (image) => seededRng(3, image),
    checkpoint: () => UNCONTROLLED.checkpoint(0, 1),
  })
  const gradients: number[] = []
  for (const gradient of Object.values(found.gradients)) gradients.push(...(await gradient.data()))
  const figures = [...(await found.figures.data())]
  tf.dispose(found)
  trainer.dispose()
  return { gradients, figures }
}

describe('a batch’s gradient in parts', () => {
  it.each(OBJECTIVES.map(({ id }) => id).filter((id) => id !== OVER_THE_WHOLE))(
    'equals that of the whole, also with random starts: %s',
    async (id) => {
      const whole = await gradientsOf(id, 7)
      for (const microBatchSize of [1, 3]) {
        const parts = await gradientsOf(id, microBatchSize)
        expect(relativeError(parts.gradients, whole.gradients)).toBeLessThan(1e-5)
        expect(relativeError(parts.figures, whole.figures)).toBeLessThan(1e-5)
      }
    },
  )
})

describe('random numbers per image', () => {
  it('do not depend on the other images', () => {
    const of = (...images: number[]) => rngByImage(images.map((image) => seededRng(image)))
    const all = of(1, 2, 3)
    const [first, second] = [all.uniform(6), all.uniform(3)]
    const alone = of(2)
    expect(alone.uniform(2)).toEqual(first.slice(2, 4))
    expect(alone.uniform(1)).toEqual(second.slice(1, 2))
  })
})
