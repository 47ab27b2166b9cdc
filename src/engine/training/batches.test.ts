import { describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { expectSentence, messageOf } from '../../testing/sentence'
import { stepsGolden, trainingGoldens } from '../../testing/tinyTraining'
import { seededRng } from '../objectives/rng'
import { augment, drawPlaces } from './augmentation'
import { Batches } from './batches'
import { checkImageSet, fingerprint, pixelsOf, type TrainingImages } from './trainingImages'

const AS_THEY_ARE = { flip: false, cropMargin: 0 }

function numbered(count: number, height = 2, width = 3): TrainingImages {
  const pixels = Uint8Array.from({ length: count * height * width * 3 }, (_, i) => (i * 7) % 256)
  return { count, height, width, pixels, labels: Array.from({ length: count }, (_, i) => i % 10) }
}

describe('augmentation', () => {
  it("crops from PyTorch's reflected margin, then mirrors", () => {
    const { shape, values } = stepsGolden('augmentation/images')
    const [count, height, width] = shape as [number, number, number]
    const images = { count, height, width, pixels: Uint8Array.from(values), labels: [0, 0, 0, 0] }
    const { margin, ...places } = trainingGoldens.augmentation
    const augmented = augment(images, [0, 1, 2, 3], places, margin)
    expectClose(augmented, stepsGolden('augmentation/augmented').values, 1e-7)
  })

  it('draws every position, and flips half', () => {
    const { tops, lefts, flips } = drawPlaces(seededRng(1), 4000, { flip: true, cropMargin: 2 })
    for (const offsets of [tops, lefts]) {
      const counts = [0, 1, 2, 3, 4].map((offset) => offsets.filter((drawn) => drawn === offset).length)
      for (const count of counts) expect(Math.abs(count - 800)).toBeLessThan(150)
    }
    expect(Math.abs(flips.filter(Boolean).length - 2000)).toBeLessThan(200)
    expect(drawPlaces(seededRng(1), 100, AS_THEY_ARE).flips).not.toContain(true)
  })

  it('leaves images unchanged if switched off', () => {
    const images = numbered(3)
    const places = drawPlaces(seededRng(1), 2, AS_THEY_ARE)
    expect(augment(images, [2, 0], places, 0)).toEqual(
      Float32Array.from([...pixelsOf(images, 2, 3), ...pixelsOf(images, 0, 1)]),
    )
  })
})

describe('batches', () => {
  it('contain every image once in each pass, in a new order', () => {
    const batches = new Batches(numbered(7), 3, AS_THEY_ARE, 5)
    const seen = Array.from({ length: 7 }, (_, step) => batches.indicesAt(step)).flat()
    const passes = [0, 1, 2].map((pass) => seen.slice(7 * pass, 7 * (pass + 1)))
    for (const pass of passes) expect([...pass].sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(new Set(passes.map(String)).size).toBe(3)
  })

  it('depend on seed and step only', () => {
    const settings = [numbered(50), 8, { flip: true, cropMargin: 1 }] as const
    const straight = new Batches(...settings, 3)
    for (let step = 0; step < 20; step++) straight.at(step)
    expect(straight.at(20)).toEqual(new Batches(...settings, 3).at(20))
    expect(straight.at(20)).not.toEqual(new Batches(...settings, 4).at(20))
    expect(straight.at(20)).not.toEqual(straight.at(21))
  })

  it('may be larger than the set', () => {
    expect(new Batches(numbered(2), 5, AS_THEY_ARE, 0).indicesAt(1).toSorted()).toHaveLength(5)
  })

  it('have pixels in [0, 1] and the labels of their images', () => {
    const images = numbered(12)
    const batches = new Batches(images, 4, AS_THEY_ARE, 9)
    const { values, labels } = batches.at(0)
    const size = 2 * 3 * 3
    for (const [i, index] of batches.indicesAt(0).entries()) {
      expect(values.subarray(i * size, (i + 1) * size)).toEqual(pixelsOf(images, index, index + 1))
      expect(labels[i]).toBe(images.labels[index])
    }
  })
})

describe('sets of training images', () => {
  it.each([
    [{ ...numbered(2), count: 0 }, 'no image'],
    [{ ...numbered(2), count: 3 }, '36'],
    [{ ...numbered(2), labels: [0, 12] }, '12'],
    [{ ...numbered(2), labels: [0, 0.5] }, '0.5'],
  ])('are refused in one sentence: %#', async (images, named) => {
    expectSentence(await messageOf(() => checkImageSet(images, 10)), named)
  })

  it('have a fingerprint that any byte changes', () => {
    const set = numbered(3)
    const changed = set.pixels.slice()
    changed[17] = 1
    expect(fingerprint({ ...set, pixels: changed })).not.toBe(fingerprint(set))
    expect(fingerprint({ ...set, labels: [0, 1, 3] })).not.toBe(fingerprint(set))
    expect(fingerprint(numbered(3))).toBe(fingerprint(set))
  })
})
