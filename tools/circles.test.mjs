import { expect, it } from 'vitest'
import { findCircles } from './circles.mjs'

const circlesOf = (imports) => findCircles(new Map(Object.entries(imports)))

it('finds none where imports go one way', () => {
  expect(circlesOf({ a: ['b', 'c'], b: ['c'], c: [] })).toEqual([])
})

it('finds two files that import one another, and one that imports itself', () => {
  expect(circlesOf({ a: ['b'], b: ['a'], c: ['c'] })).toEqual([
    ['a', 'b', 'a'],
    ['c', 'c'],
  ])
})

it('reports a long circle once, without files that merely import it', () => {
  expect(circlesOf({ a: ['b'], b: ['c'], c: ['d'], d: ['b'], e: ['a'] })).toEqual([['b', 'c', 'd', 'b']])
})

it('reports the shortest of several circles through the same files', () => {
  expect(circlesOf({ a: ['b'], b: ['c'], c: ['a', 'b'] })).toEqual([['b', 'c', 'b']])
})

it('ignores imports of files that do not exist', () => {
  expect(circlesOf({ a: ['missing'] })).toEqual([])
})
