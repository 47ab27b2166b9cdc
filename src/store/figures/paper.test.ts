/** @file The paper's numbers as they were written down from its figures and the authors' notebooks, a second time. */
import { expect, it } from 'vitest'
import { PAPER_FIGURES } from './paper'

const pairs = (read: readonly (readonly number[])[]) => read.map((pair) => pair.join(':')).join(' ')

const numbers = (text: string) => text.split(/[\s/]+/).map(Number)

it('figure 1 has the norms that are printed on it, model by model', () => {
  const printed: Readonly<Record<string, string>> = {
    'cassette player': '1312 5930 141 24 102 21',
    bed: '2913 3217 246 15 279 17',
    camera: '2088 5788 66 7 36 9',
    chair: '1559 4071 83 4 53 6',
    'salt shaker': '2854 5724 100 11 102 9',
  }
  expect(PAPER_FIGURES.maps.images).toEqual(Object.entries(printed).map(([name, l1]) => ({ name, l1: numbers(l1) })))
  expect(PAPER_FIGURES.maps.models).toHaveLength(6)
})

it('figure 2 has the accuracies under PGD-100 at each ε', () => {
  expect(PAPER_FIGURES.accuracy.epsilons).toEqual(numbers('0 1 2 3 4 5 6 8 10 12 16 20 32'))
  const [at, gn] = PAPER_FIGURES.accuracy.series
  expect(at?.percent).toEqual(numbers('77.2 73.2 68.9 64.2 58.7 52.7 46.1 33.8 24.2 16.8 8.4 3.9 0.3'))
  expect(gn?.percent).toEqual(numbers('77.8 73.2 67.3 61.6 54.7 46.8 39.2 26.8 17.4 11.0 4.2 1.7 0.2'))
  expect([at?.id, gn?.id]).toEqual(['adversarial', 'gradient-norm'])
})

it('figure 4 has clean and PGD-10 accuracies at each epoch', () => {
  expect(PAPER_FIGURES.epochs.epochs).toEqual(numbers('0/1/3/5/10/20/30/40/49'))
  const [gn, at] = PAPER_FIGURES.epochs.series
  expect(gn?.clean).toEqual(numbers('75.9 74.0 66.9 58.6 50.3 52.1 55.3 58.9 60.5'))
  expect(at?.clean).toEqual(numbers('77.6 68.3 57.0 50.5 49.3 51.4 54.8 57.7 59.2'))
  expect(gn?.pgd10).toEqual(numbers('3.6 15.1 19.9 22.8 26.5 28.9 31.9 34.6 35.9'))
  expect(at?.pgd10).toEqual(numbers('0.2 18.8 28.0 28.5 28.5 31.5 34.0 36.8 38.2'))
  const [reluGn, reluAt] = PAPER_FIGURES.epochs.relu
  expect([reluGn?.clean, reluGn?.pgd10]).toEqual([
    [
      [10, 8],
      [49, 16],
    ],
    [
      [3, 10],
      [49, 10],
    ],
  ])
  expect([reluAt?.clean, reluAt?.pgd10]).toEqual([[[49, 59]], [[49, 37.5]]])
})

it('figure 5 has the sweep over λ, and where it collapses', () => {
  const rows = PAPER_FIGURES.lambda.lambdas.map((lambda, place) =>
    [
      lambda,
      PAPER_FIGURES.lambda.clean[place],
      PAPER_FIGURES.lambda.pgd10[place],
      PAPER_FIGURES.lambda.autoAttack[place],
    ].join(' '),
  )
  expect(rows).toEqual([
    '0.8 79.96 54.99 46.22',
    '1 79.06 56.64 49.67',
    '1.1 78.5 57.45 50.76',
    '1.2 77.94 57.94 51.49',
    '1.3 77.24 58.33 51.96',
    '1.4 76.08 58.74 52.52',
    '1.5 74.38 58.76 52.42',
    '1.6 71.49 58.16 51.18',
    '1.7 63.62 54.75 46.25',
    '1.8 40.95 39.02 29.02',
  ])
  expect(PAPER_FIGURES.lambda.collapsed).toEqual({ lambda: 1.9, percent: 0.1 })
  expect(Object.values(PAPER_FIGURES.lambda.adversarial)).toEqual(numbers('77.23 59.39 56.12'))
})

it('means of norms, curvature, linearity and alignment are those of the notebooks', () => {
  expect(Object.values(PAPER_FIGURES.norms.l1)).toEqual([3891.8, 35.9, 36.5])
  expect(Object.values(PAPER_FIGURES.norms.l2)).toEqual([28.7, 0.309, 0.306])
  expect(Object.values(PAPER_FIGURES.curvature.mean)).toEqual([1.77e4, 2.165, 2.15])
  expect(Object.values(PAPER_FIGURES.curvature.spectral)).toEqual([1.44e6, 0.751, 0.788])
  expect(Object.values(PAPER_FIGURES.linearity.mean)).toEqual([3.55e-3, 8.21e-6, 1.86e-5])
  expect(Object.values(PAPER_FIGURES.linearity.meanLog10)).toEqual([-4.58, -6.84, -6.6])
  expect(PAPER_FIGURES.alignment.mean.adversarial).toBe(0.569)
})

it('the interpolation along the attack has its readings at 0, 4 and 8/255', () => {
  const rows = PAPER_FIGURES.interpolation.series.map(({ id, loss, l1 }) => [id, pairs(loss), pairs(l1)])
  expect(rows).toEqual([
    ['adversarial', '0:1.1 4:1.87 8:2.79', '0:36 4:62 8:67'],
    ['gradient-norm', '0:1.04 4:1.97 8:2.96', '0:37 4:78 8:76'],
    ['natural', '0:0.6 4:9.9 8:10.2', '0:3700 2:22000 8:9800'],
  ])
})

it('the overfitting to FGSM has its readings over 100 epochs', () => {
  const epochs = numbers('0/1/2/3/4/5/10/20/30/40/60/80/99')
  const written = {
    adversarial: '1.9 4.1 19.7 35.7 42.4 43.3 46.4 50.4 52.3 53.7 56.7 58.8 59.5',
    'gradient-norm': '1.5 4.2 18.2 32.2 41.0 44.0 46.2 49.6 51.4 52.9 55.2 57.0 57.7',
    fgsm: '1.8 4.3 16.8 30.9 39.4 41.7 45.5 49.4 50.9 52.3 50.8 10.0 9.7',
  }
  for (const { id, percent } of PAPER_FIGURES.overfitting.series) {
    const read = new Map(percent as [number, number][])
    expect(epochs.map((epoch) => read.get(epoch))).toEqual(numbers(written[id as keyof typeof written]))
    if (id === 'fgsm') expect([read.get(45), read.get(55), read.size]).toEqual([36.9, 15.8, epochs.length + 2])
    else expect(read.size).toBe(epochs.length)
  }
})

it('every part says where it was read', () => {
  for (const { where, read } of Object.values(PAPER_FIGURES))
    expect([where, read].every((text) => text.length > 5)).toBe(true)
})
