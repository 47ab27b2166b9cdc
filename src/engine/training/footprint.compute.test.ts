import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../testing/backends'
import { startTiny } from '../../testing/tinyRun'
import { OBJECTIVES } from '../objectives/registry'
import * as tf from '../tf'
import { type Footprint, imagesAtOnce, measureFootprint } from './footprint'
import { memoryLimits } from './memoryLimits'

beforeAll(() => prepareBackend('wasm'))

describe('the memory of a batch', () => {
  it('counts what exists at the same time, each buffer once', () => {
    const before = tf.zeros([1000])
    const { numTensors, numBytes } = tf.memory()
    const footprint = measureFootprint((images) =>
      tf.tidy(() => {
        tf.reshape(before, [10, 100])
        tf.zeros([7])
        const batch = tf.zeros([images, 100])
        // The same buffer by another name, and what is gone before the next comes.
        tf.reshape(batch, [100, images])
        for (let i = 0; i < 5; i++) tf.dispose(tf.add(batch, 1))
      }),
    )
    expect(footprint.bytesPerImage).toBe(2 * 400)
    expect(footprint.largestPerImage).toBe(400)
    // The seven numbers, and the one that is added.
    expect(footprint.fixedBytes).toBe(4 * 7 + 4)
    expect(tf.memory()).toMatchObject({ numTensors, numBytes })
    before.dispose()
  })

  it.each(OBJECTIVES.map(({ id }) => id))('grows linearly with the images: %s', (id) => {
    const trainer = startTiny({ objective: { id }, batchSize: 8 })
    const { numTensors } = tf.memory()
    const { fixedBytes, bytesPerImage, largestPerImage } = trainer.footprint()
    // An image's own pixels at least.
    expect(largestPerImage).toBeGreaterThanOrEqual(4 * 6 * 6 * 3)
    expect(bytesPerImage).toBeGreaterThan(largestPerImage)
    expect(fixedBytes).toBeGreaterThan(0)
    expect(tf.memory().numTensors).toBe(numTensors)
    trainer.dispose()
  })

  it('is larger if the network is differentiated twice', () => {
    const [once, twice] = ['natural', 'gradient-norm'].map((id) => {
      const trainer = startTiny({ objective: { id } })
      const { bytesPerImage } = trainer.footprint()
      trainer.dispose()
      return bytesPerImage
    })
    expect(twice).toBeGreaterThan(2 * once!)
  })
})

describe('the number of images per micro-batch', () => {
  const footprint: Footprint = { fixedBytes: 100, bytesPerImage: 10, largestPerImage: 2 }
  it.each([
    ['the whole batch where it fits', { budgetBytes: 420, largestBytes: 64 }, 32],
    ['half of it where all but one fit', { budgetBytes: 419, largestBytes: 64 }, 16],
    ['a third', { budgetBytes: 210, largestBytes: 64 }, 11],
    ['one where nothing fits', { budgetBytes: 5, largestBytes: 64 }, 1],
    ['no more than one tensor holds', { budgetBytes: 1e9, largestBytes: 20 }, 8],
  ])('%s', (_, limits, images) => {
    expect(imagesAtOnce(footprint, limits, 32)).toBe(images)
  })

  it('is all of them if an image takes no memory', () => {
    const nothing = { fixedBytes: 0, bytesPerImage: 0, largestPerImage: 0 }
    expect(imagesAtOnce(nothing, { budgetBytes: 1, largestBytes: 1 }, 32)).toBe(32)
  })
})

it('assumes common memory if the machine reports none', () => {
  expect(memoryLimits()).toEqual({ budgetBytes: 2 ** 29, largestBytes: 2 ** 30 })
})
