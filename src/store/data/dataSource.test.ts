import { describe, expect, it } from 'vitest'
import type { Split } from '../../images/datasets/split'
import { chosenSplit, isSameDataSet, type RememberedDataSet, usualSplit } from './dataSource'

const splits = (...names: Split['name'][]): Split[] => names.map((name, i) => ({ name, start: 10 * i, count: 10 }))

describe('the split to evaluate', () => {
  it('is the test split, else that for validation, else all images', () => {
    expect(usualSplit(splits('train', 'validation', 'test'))).toBe('test')
    expect(usualSplit(splits('train', 'validation'))).toBe('validation')
    expect(usualSplit(splits('train'))).toBe(null)
    expect(usualSplit([])).toBe(null)
  })

  it('is the chosen one, if the data set has it', () => {
    expect(chosenSplit('train', splits('train', 'test'))).toBe('train')
    expect(chosenSplit('train', splits('test'))).toBe('test')
    expect(chosenSplit('all', splits('train', 'test'))).toBe(null)
    expect(chosenSplit('usual', splits('train', 'test'))).toBe('test')
  })
})

it('stays the same if everything that identifies the set does', () => {
  const set: RememberedDataSet = {
    origin: { fileBytes: 100 },
    ...{ name: 'pets', format: 'zip', count: 20, classes: ['cat', 'dog'], classCounts: [10, 10] },
    splits: splits('train', 'test'),
  }
  expect(isSameDataSet(set, structuredClone(set))).toBe(true)
  for (const change of [
    { origin: { fileBytes: 101 } },
    { origin: { builtIn: 'fashion-mnist' } },
    { name: 'cats' },
    { count: 21 },
    { classes: ['dog', 'cat'] },
    { classCounts: [9, 11] },
    { splits: [] },
  ] as Partial<RememberedDataSet>[]) {
    expect(isSameDataSet(set, { ...set, ...change }), JSON.stringify(change)).toBe(false)
  }
})
