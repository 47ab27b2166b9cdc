import { expect, it } from 'vitest'
import { readViewFromUrl } from '../app/urlSettings'
import { FIRST_VIEW } from '../store/viewChoice'
import { findView, VIEWS } from './registry'

it('the first view is the one that the page opens with, and ids are unique', () => {
  const ids = VIEWS.map(({ id }) => id)
  expect(ids[0]).toBe(FIRST_VIEW)
  expect(new Set(ids).size).toBe(ids.length)
})

it.each([
  ['', 'compare'],
  ['?view=training', 'training'],
  ['?view=evaluate', 'evaluation'],
  ['?view=finetune', 'training'],
  ['?view=constructor', 'compare'],
  ['?view=', 'compare'],
])('an address with "%s" opens %s', (search, id) => {
  expect(findView(readViewFromUrl(search)).id).toBe(id)
})
