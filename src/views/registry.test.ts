import { expect, it } from 'vitest'
import { textsIn } from '../app/address/addressTexts'
import { readTexts } from '../store/address/pageState'
import { addressParameters } from '../store/address/registry'
import { initialState } from '../store/appStore'
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
  const parameters = addressParameters({ views: VIEWS.map((view) => view.id), dialogs: [], rows: [], models: [] })
  const { state } = readTexts(parameters, initialState, textsIn(`http://localhost/${search}`))
  expect(findView(state.view).id).toBe(id)
})
