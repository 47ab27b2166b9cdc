import { describe, expect, it } from 'vitest'
import type { ModelState } from '../types'
import { firstChoice, withColumns, withModel, withModelMoved, withoutModel } from './modelChoice'
import { ownColor } from './modelColors'

const shown = (models: readonly ModelState[]) => models.map(({ id }) => id).join('')
const colorsOf = (models: readonly ModelState[]) => new Map(models.map(({ id, color }) => [id, color]))

describe('the first choice', () => {
  it('keeps its order, and its colours in any order', () => {
    const models = firstChoice(['c', 'a', 'b'])
    expect(shown(models)).toBe('cab')
    expect(colorsOf(firstChoice(['a', 'b', 'c']))).toEqual(colorsOf(models))
  })

  it('is loading, in its own colour', () => {
    expect(firstChoice(['a'])).toEqual([{ id: 'a', color: ownColor('a'), status: 'loading', download: null }])
  })
})

describe('adding a model', () => {
  it('places it at the right, in its own colour', () => {
    const two = firstChoice(['b']).concat(firstChoice(['c']))
    const three = withModel(two, 'a')
    expect(shown(three)).toBe('bca')
    expect(three[2]?.color).toBe(ownColor('a'))
  })

  it('leaves the others’ colours, and uses a free one', () => {
    const one = [{ ...firstChoice(['c'])[0], color: ownColor('a') } as ModelState]
    const two = withModel(one, 'a')
    expect(two[0]).toBe(one[0])
    expect(two[1]?.color).not.toBe(ownColor('a'))
  })

  it('has no effect if it is there, or if there are six', () => {
    const two = firstChoice(['a', 'b'])
    expect(withModel(two, 'b')).toBe(two)
    const six = firstChoice(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(withModel(six, 'g')).toBe(six)
    expect(new Set(six.map(({ color }) => color)).size).toBe(6)
  })
})

describe('removing a model', () => {
  it('leaves the others in their order and colours', () => {
    const three = firstChoice(['a', 'b', 'c'])
    expect(withoutModel(three, 'a')).toEqual(three.slice(1))
  })

  it('has no effect on the last one, or on an unknown one', () => {
    const one = firstChoice(['a'])
    expect(withoutModel(one, 'a')).toBe(one)
    const two = firstChoice(['a', 'b'])
    expect(withoutModel(two, 'c')).toBe(two)
  })
})

describe('moving a model', () => {
  const three = firstChoice(['a', 'b', 'c'])

  it('swaps it with its neighbour, and colours go along', () => {
    const [a, b, c] = three
    expect(withModelMoved(three, 'a', 1)).toEqual([b, a, c])
    expect(withModelMoved(three, 'c', -1)).toEqual([a, c, b])
  })

  it('stops at the ends', () => {
    expect(withModelMoved(three, 'a', -1)).toBe(three)
    expect(withModelMoved(three, 'c', 1)).toBe(three)
    expect(withModelMoved(three, 'd', 1)).toBe(three)
  })
})

describe('other columns', () => {
  it('keep those that were there, with their colours, and begin with new ones as the page does', () => {
    const two = firstChoice(['a', 'b'])
    expect(withColumns(two, ['b', 'a'])).toEqual([two[1], two[0]])
    expect(withColumns(two, ['c', 'b'])[1]).toBe(two[1])
    expect(withColumns([], ['c', 'a'])).toEqual(firstChoice(['c', 'a']))
    expect(withColumns(two, ['a', 'b'])).toBe(two)
  })
})
