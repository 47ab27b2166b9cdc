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

it('tells a long circle once, with what else hangs on it left out', () => {
  expect(circlesOf({ a: ['b'], b: ['c'], c: ['d'], d: ['b'], e: ['a'] })).toEqual([['b', 'c', 'd', 'b']])
})

it('tells the shortest circle of files that are tied by several', () => {
  expect(circlesOf({ a: ['b'], b: ['c'], c: ['a', 'b'] })).toEqual([['b', 'c', 'b']])
})

it('passes over imports of files that are not there', () => {
  expect(circlesOf({ a: ['missing'] })).toEqual([])
})
