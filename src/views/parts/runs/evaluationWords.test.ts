import { describe, expect, it } from 'vitest'
import type { ClassSizes } from '../../../images/datasets/types'
import type { EvaluationPlan } from '../../../store/evaluation/evaluationPlan'
import { flagImages, shortageWords } from './evaluationWords'

const plan = (taken: number, asked: number, perClass?: ClassSizes, split: string | null = null) =>
  ({
    indices: Array.from({ length: taken }, (_, i) => i),
    source: { kind: 'dataSet', dataSet: { name: 'pets' }, choice: { count: asked, seed: 1, split }, perClass },
  }) as unknown as EvaluationPlan

describe('what could not be met of the images asked for', () => {
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
  ])('is said: %#', (of, words) => {
    expect(shortageWords(of)).toBe(words)
  })

  it('is said of red flags, which are looked for on no more than the run has', () => {
    const flags = { images: 32, steps: 5, epsilon: 0, norm: 'linf', seed: 1 } as never
    expect([flagImages(plan(20, 20), flags), flagImages(plan(200, 200), flags)]).toEqual([20, 32])
  })
})
