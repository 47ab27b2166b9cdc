import { describe, expect, it } from 'vitest'
import type { ModelState } from '../types'
import { firstChoice, withModel, withModelMoved, withoutModel } from './modelChoice'

const zoo = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => ({
  id,
  manifestUrl: `${id}.json`,
  weightsUrl: `${id}.bin`,
  logUrl: null,
}))
const shown = (models: readonly ModelState[]) => models.map(({ id, color }) => `${id}${color}`)

describe('the first choice', () => {
  it('keeps its order, with colours by the order of the zoo', () => {
    expect(shown(firstChoice(zoo, ['c', 'a', 'b']))).toEqual(['c2', 'a0', 'b1'])
    expect(shown(firstChoice(zoo, ['a', 'c']))).toEqual(['a0', 'c1'])
  })

  it('is loading', () => {
    expect(firstChoice(zoo, ['a'])).toEqual([{ id: 'a', color: 0, status: 'loading', download: null }])
  })
})

describe('one more model', () => {
  it('comes at the right, in the first colour that is free', () => {
    const two = firstChoice(zoo, ['a', 'b', 'c']).filter(({ id }) => id !== 'b')
    expect(shown(withModel(two, 'd'))).toEqual(['a0', 'c2', 'd1'])
  })

  it('leaves the colours of the others', () => {
    expect(shown(withModel(firstChoice(zoo, ['c', 'b']), 'a'))).toEqual(['c1', 'b0', 'a2'])
  })

  it('is none where it is there, or where there are six', () => {
    const two = firstChoice(zoo, ['a', 'b'])
    expect(withModel(two, 'b')).toBe(two)
    const six = firstChoice(zoo, ['a', 'b', 'c', 'd', 'e', 'f'])
    expect(withModel(six, 'g')).toBe(six)
    expect(new Set(six.map(({ color }) => color)).size).toBe(6)
  })
})

describe('one model less', () => {
  it('leaves the others in their order and colours', () => {
    expect(shown(withoutModel(firstChoice(zoo, ['a', 'b', 'c']), 'a'))).toEqual(['b1', 'c2'])
  })

  it('is none where it is the last, or not there', () => {
    const one = firstChoice(zoo, ['a'])
    expect(withoutModel(one, 'a')).toBe(one)
    const two = firstChoice(zoo, ['a', 'b'])
    expect(withoutModel(two, 'c')).toBe(two)
  })
})

describe('moving', () => {
  const three = firstChoice(zoo, ['a', 'b', 'c'])

  it('changes places with the neighbour, and colours go along', () => {
    expect(shown(withModelMoved(three, 'a', 1))).toEqual(['b1', 'a0', 'c2'])
    expect(shown(withModelMoved(three, 'c', -1))).toEqual(['a0', 'c2', 'b1'])
  })

  it('goes no further than the ends', () => {
    expect(withModelMoved(three, 'a', -1)).toBe(three)
    expect(withModelMoved(three, 'c', 1)).toBe(three)
    expect(withModelMoved(three, 'd', 1)).toBe(three)
  })
})
