import { expect, it } from 'vitest'
import { manifestOf } from '../../../testing/manifests'
import { gradientRows } from './gradientRows'

const distribution = (meanL1: number, more = {}) => ({
  meanL1,
  meanL2: meanL1 / 20,
  meanAlignment: 0.4637,
  l1: [0, 50],
  l2: [0, 2],
  alignment: [-0.1, 0.8],
  ...more,
})

const gradients = {
  images: 5000,
  shares: [0, 1],
  loss: distribution(14.01),
  margin: distribution(38, { alignedImages: 4998 }),
  logit: distribution(46.73),
}

const pgd = (epsilon255: number, accuracy: number, robustNorm: number | null) => ({
  attack: 'pgd',
  steps: 20,
  epsilon255,
  accuracy,
  images: 1000,
  meanGradientL1Robust: robustNorm,
  meanGradientL1NotRobust: 19.69,
})

it('each mean is shown with its own number of images', () => {
  const robustAccuracy = [pgd(4, 0.625, 7), pgd(8, 0.458, 6.556)]
  expect(gradientRows(manifestOf({ figures: { gradients, robustAccuracy } })).map((row) => Object.values(row))).toEqual(
    [
      ['loss', '14.0', '0.701', '+0.46', '5,000'],
      ['loss, images that are robust under PGD-20 at 8/255', '6.56', '', '', '458'],
      ['loss, images that are not robust under PGD-20 at 8/255', '19.7', '', '', '542'],
      ['logit margin: true logit minus the largest other', '38.0', '1.90', '+0.46', '5,000 (r: 4,998)'],
      ['true logit', '46.7', '2.34', '+0.46', '5,000'],
    ],
  )
})

it('without images there is no mean', () => {
  const rows = gradientRows(manifestOf({ figures: { gradients, robustAccuracy: [pgd(8, 0, null)] } }))
  expect(rows.slice(1, 3).map(({ l1, images }) => [l1, images])).toEqual([
    ['–', '0'],
    ['19.7', '1,000'],
  ])
})

it('unmeasured figures have no row', () => {
  expect(gradientRows(manifestOf())).toEqual([])
  expect(gradientRows(manifestOf({ figures: null }))).toEqual([])
  expect(gradientRows(manifestOf({ figures: { gradients } }))).toHaveLength(3)
})
