import { describe, expect, it } from 'vitest'
import type { ClassSizes } from '../../../images/datasets/types'
import type { EvaluationRun } from '../../../store/evaluation/evaluation'
import type { EvaluationPlan } from '../../../store/evaluation/evaluationPlan'
import { flagImages, imagesWords, measuredWords, shortageWords } from './evaluationWords'

const plan = (taken: number, asked: number, perClass?: ClassSizes, split: string | null = null) =>
  ({
    indices: Array.from({ length: taken }, (_, i) => i),
    source: { kind: 'dataSet', dataSet: { name: 'pets' }, choice: { count: asked, seed: 1, split }, perClass },
  }) as unknown as EvaluationPlan

describe('unmet wishes about images', () => {
  it.each([
    [plan(200, 200, { least: 100, most: 100 }), null],
    [plan(7, 7, { least: 3, most: 4 }), null],
    // Kept before balance was told.
    [plan(7, 7), null],
    [plan(1, 9), '“pets” has 1 image of classes that all chosen models know, fewer than the 9 asked for.'],
    [
      plan(1200, 5000, { least: 600, most: 600 }, 'test'),
      'The test split of “pets” has 1,200 images of classes that all chosen models know, fewer than the 5,000 asked for.',
    ],
    [
      plan(60, 60, { least: 1, most: 59 }),
      'The classes are not balanced: the rarest has 1 image, the most frequent 59.',
    ],
    [
      plan(64, 64, { least: 0, most: 64, only: 'Coat' }),
      'All images are of one class, “Coat”, so the results say nothing about other classes.',
    ],
  ])('are reported: %#', (of, words) => {
    expect(shortageWords(of)).toBe(words)
  })

  it('are reported for red flags, which use no more than the run', () => {
    const flags = { images: 32, steps: 5, epsilon: 0, norm: 'linf', seed: 1 } as never
    expect([flagImages(plan(20, 20), flags), flagImages(plan(200, 200), flags)]).toEqual([20, 32])
  })
})

it('and images of a single class are reported wherever they are named', () => {
  const one = plan(2, 2, { least: 0, most: 2, only: 'Coat' })
  const results = { id: 'accuracy', curves: [{ points: [{ images: 2 }] }] } as unknown as EvaluationRun['results']
  expect(imagesWords({ plan: one, status: 'done', results })).toBe(
    '2 images of pets, all of class “Coat”, drawn by seed 1',
  )
})

describe('the number of images behind a run’s figures', () => {
  type Results = EvaluationRun['results']
  const curves = (...counts: number[][]) => counts.map((each) => ({ points: each.map((images) => ({ images })) }))
  const accuracy = (...counts: number[][]) => ({ id: 'accuracy', curves: curves(...counts) }) as unknown as Results
  const smallest = (...counts: number[][]) =>
    ({ id: 'minimalEpsilon', curves: curves(...counts) }) as unknown as Results
  const transfer = (...counts: number[]) =>
    ({ id: 'transfer', cells: counts.map((images) => ({ images })) }) as unknown as Results
  const run = (status: EvaluationRun['status'], results: Results) => ({ plan: plan(64, 64), status, results })

  it.each<[EvaluationRun['status'], Results, string]>([
    ['running', accuracy([0, 0], [0, 0]), '0 of 64 images so far'],
    ['paused', accuracy([32, 32, 0], [32, 0, 0]), '32 of 64 images so far'],
    ['stopped', accuracy([64, 32], [32, 32]), '32 to 64 of 64 images so far'],
    ['stopped', smallest([32], [0]), '32 of 64 images so far'],
    ['failed', transfer(32, 32, 0, 0), '32 of 64 images so far'],
    ['done', accuracy([64, 64], [64, 64]), '64 images'],
    ['done', transfer(62, 62), '62 of 64 images (the others could not be read)'],
  ])('is reported for a run that is %s: %#', (status, results, words) => {
    expect(measuredWords(run(status, results))).toBe(words)
    const where = words.replace(' images', ' images of pets')
    expect(imagesWords(run(status, results))).toBe(`${where}, drawn by seed 1`)
  })
})
