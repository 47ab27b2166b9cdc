import { describe, expect, it } from 'vitest'
import { initialState } from '../store/appStore'
import { VIEWS } from './registry'
import { titleOf } from './useDocumentTitle'

describe('the title of the tab', () => {
  it('names the view, differently for each', () => {
    const titles = VIEWS.map(({ id }) => titleOf({ ...initialState, view: id }))
    expect(titles[0]).toBe('Compare · Gradlens')
    expect(new Set(titles).size).toBe(VIEWS.length)
  })

  it('begins with what is open above the view', () => {
    expect(titleOf({ ...initialState, dialog: 'models' })).toBe('Models · Compare · Gradlens')
    expect(titleOf({ ...initialState, dialog: 'models', cardId: 'a-model' })).toMatch(/^a-model · Models/)
  })
})
