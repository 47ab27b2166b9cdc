import { expect, it } from 'vitest'
import { withTodaysNames } from './earlierNames'

it('renames fields at any depth, and leaves values and other objects', () => {
  const weights = new Float32Array([1])
  const read = withTodaysNames({
    pictures: 3,
    picturesFingerprint: 'pictures',
    form: { data: { trainPictures: 10, heldBackPictures: 5 } },
    frames: [{ maps: [{ picture: weights }] }],
    figures: { heldPerBlock: { pictures: 50, held: [20] }, meanGradientL1Held: 1, meanGradientL1Fallen: 2 },
    evaluation: { held: 6 },
  })
  expect(read).toEqual({
    images: 3,
    imagesFingerprint: 'pictures',
    form: { data: { trainImages: 10, heldOutImages: 5 } },
    frames: [{ maps: [{ image: weights }] }],
    figures: { robustPerBlock: { images: 50, robust: [20] }, meanGradientL1Robust: 1, meanGradientL1NotRobust: 2 },
    evaluation: { held: 6 },
  })
})

it('leaves today’s names unchanged', () => {
  const today = { images: 3, robustPerBlock: { images: 50, robust: [20] } }
  expect(withTodaysNames(today)).toEqual(today)
})
