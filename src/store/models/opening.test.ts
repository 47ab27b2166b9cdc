import { describe, expect, it } from 'vitest'
import { proposedAnswers } from '../../engine/checkpoints/found/manifestFrom'
import type { PreprocessingCheck } from '../../engine/checkpoints/preprocessing/checkPreprocessing'
import { FOUND_MODEL } from '../../testing/foundModel'
import {
  checkedPreprocessings,
  gradientMemory,
  isCheckCurrent,
  isNoBetterThanGuessing,
  mayOutgrow,
  NOT_CHECKED,
  weightsMemory,
} from './opening'

const answers = proposedAnswers(FOUND_MODEL)
const right = (text: string) => [...text].map((letter) => letter === 'r')

/** Of nine images; "none" is what the answers say. */
const check = (none: string, cifar10: string): PreprocessingCheck => ({
  images: none.length,
  ownId: 'none',
  looksLikeProbabilities: false,
  results: [
    { id: 'none', isRight: right(none) },
    { id: 'cifar10', isRight: right(cifar10) },
  ],
})

describe('checked preprocessings', () => {
  it('are listed best first, and say which is clearly better', () => {
    const rows = checkedPreprocessings(check('wwwwwwwrr', 'rrrrrrrrw'), answers)
    expect(
      rows.map(({ id, right: count, isChosen, isClearlyBetter }) => [id, count, isChosen, isClearlyBetter]),
    ).toEqual([
      ['cifar10', 8, false, true],
      ['none', 2, true, false],
    ])
  })

  it('are not called better if it may be chance', () => {
    const rows = checkedPreprocessings(check('wwwrrrrrr', 'rrrrrrrrr'), answers)
    expect(rows.some(({ isClearlyBetter }) => isClearlyBetter)).toBe(false)
  })

  it('prefer the chosen one among equals', () => {
    expect(checkedPreprocessings(check('rrr', 'rrr'), answers)[0]?.id).toBe('none')
  })

  it('follow another choice without a new check', () => {
    const chosen = { ...answers, mean: [0.4914, 0.4822, 0.4465], std: [0.2471, 0.2435, 0.2616] }
    const rows = checkedPreprocessings(check('wwwwwwwrr', 'rrrrrrrrw'), chosen)
    expect(rows[0]).toMatchObject({ id: 'cifar10', isChosen: true })
    expect(rows.some(({ isClearlyBetter }) => isClearlyBetter)).toBe(false)
  })
})

describe('a badly read model', () => {
  it.each([
    ['wwwwwwwwwwwwwwwwwwww', true],
    ['rrrwwwwwwwwwwwwwwwww', true],
    ['rrrrrrwwwwwwwwwwwwww', false],
    ['rrrrrrrrrrrrrrrrrrrr', false],
  ])('with ten classes, on twenty images: %s', (best, isGuessing) => {
    expect(isNoBetterThanGuessing(check('wwwwwwwwwwwwwwwwwwww', best), answers)).toBe(isGuessing)
  })
})

describe('a check of preprocessing', () => {
  const made = { ...NOT_CHECKED, result: check('r', 'r'), of: answers }

  it('stays current if normalisation, outputs or the name change', () => {
    expect(isCheckCurrent(made, { ...answers, mean: [1, 1, 1], outputs: 'probabilities', name: 'other' })).toBe(true)
  })

  it.each([
    { size: 64 },
    { classes: [...answers.classes].reverse() },
    { set: 1 },
    { openSettings: { activation: 'gelu' } },
  ])('is outdated after change %#', (change) => {
    expect(isCheckCurrent(made, { ...answers, ...change })).toBe(false)
  })
})

it.each([
  ['a Swin-T', 28_288_354, 224, 227, 1158, false],
  ['a Swin-B', 87_768_224, 224, 705, 2566, false],
  ['a Swin-B at 384 pixels', 87_904_072, 384, 705, 7540, true],
])('says what %s takes, as measured (%i, %i)', (...row) => {
  const [, parameters, size, weightsMB, gradientMB, outgrows] = row
  expect(Math.abs(weightsMemory(parameters) / 1e6 / weightsMB - 1)).toBeLessThan(0.01)
  expect(Math.abs(gradientMemory(parameters, size) / 1e6 / gradientMB - 1)).toBeLessThan(0.01)
  expect(mayOutgrow(parameters, size)).toBe(outgrows)
})
