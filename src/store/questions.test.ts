import { describe, expect, it } from 'vitest'
import { cannedManifest, cannedPicture, sideOf } from '../testing/fakeWorkers'
import { initialState } from './appStore'
import { findClass, inputSides, questionOf } from './questions'
import type { AppState, ModelState, ShownPicture } from './types'

const ready = (id: string, side: number, classes: string[]): ModelState => ({
  id,
  color: 0,
  status: 'ready',
  model: { id, manifest: cannedManifest(id, { ...sideOf(side), classes }) },
})

const small = ready('small', 2, ['cat', 'dog'])
const large = ready('large', 4, ['dog', 'car'])
const loading: ModelState = { id: 'loading', color: 0, status: 'loading', download: null }
const decoded = { 2: { picture: cannedPicture(0.5), notes: [] }, 4: { picture: cannedPicture(0.5, 4), notes: [] } }
const shown = (bySide: ShownPicture['bySide']): ShownPicture => ({
  file: new Blob(),
  name: 'grey',
  galleryId: null,
  bySide,
})
const state: AppState = { ...initialState, models: [small, loading, large], picture: shown(decoded), label: 'dog' }

describe('inputSides', () => {
  it('has each side once, from small to large, of models that are ready', () => {
    expect(inputSides([large, loading, small, { ...large, id: 'other' }])).toEqual([2, 4])
    expect(inputSides([loading])).toEqual([])
  })
})

describe('questionOf', () => {
  it('has the picture of the model’s own side, and the class of that name by the model’s own index', () => {
    expect(questionOf(state, 'small')).toEqual({ picture: decoded[2].picture, label: 1 })
    expect(questionOf(state, 'large')).toEqual({ picture: decoded[4].picture, label: 0 })
  })

  it('is of the model’s own prediction where it does not know the class, or none is chosen', () => {
    expect(questionOf({ ...state, label: 'car' }, 'small')).toMatchObject({ label: null })
    expect(questionOf({ ...state, label: 'car' }, 'large')).toMatchObject({ label: 1 })
    expect(questionOf({ ...state, label: null }, 'large')).toMatchObject({ label: null })
  })

  it('is none while the model is not ready, or the picture is not decoded at its side', () => {
    expect(questionOf(state, 'loading')).toBeNull()
    expect(questionOf(state, 'unknown')).toBeNull()
    expect(questionOf({ ...state, picture: null }, 'small')).toBeNull()
    const picture = shown({ 2: decoded[2] })
    expect(questionOf({ ...state, picture }, 'small')).not.toBeNull()
    expect(questionOf({ ...state, picture }, 'large')).toBeNull()
  })
})

it('findClass finds the first class too', () => {
  expect(findClass(['cat', 'dog'], 'cat')).toBe(0)
  expect(findClass(['cat', 'dog'], 'ship')).toBeNull()
})
