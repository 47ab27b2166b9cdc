import { expect, it } from 'vitest'
import { byCount, countOf } from './countOf'

it.each([
  [0, 'image', '0 images'],
  [1, 'image', '1 image'],
  [2, 'image', '2 images'],
  [1200, 'held-out image', '1,200 held-out images'],
  [1, 'class', '1 class'],
  [2, 'class', '2 classes'],
  [2, 'target class', '2 target classes'],
  [1, 'query', '1 query'],
  [5000, 'query', '5,000 queries'],
  [2, 'batch', '2 batches'],
  [3, 'way', '3 ways'],
  [1.5, 'second', '1.5 seconds'],
])('%d %s is “%s”', (count, noun, text) => {
  expect(countOf(count, noun)).toBe(text)
})

it('accepts a plural for phrases that do not end in their noun', () => {
  const of = (count: number) => countOf(count, 'image that is right', 'images that are right')
  expect([1, 2].map(of)).toEqual(['1 image that is right', '2 images that are right'])
})

it('verbs agree with the number', () => {
  expect([0, 1, 2].map((count) => byCount(count, 'is', 'are'))).toEqual(['are', 'is', 'are'])
})
