import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { cannedImage, cannedManifest, sizeOf } from '../../testing/fakeWorkers'
import { initialState } from '../appStore'
import type { AppState, ModelState, ShownImage } from '../types'
import { findClass, inputFits, questionOf, shownFits } from './questions'

function ready(id: string, size: number, classes: string[], input: Partial<Manifest['input']> = {}): ModelState {
  const manifest = cannedManifest(id, { ...sizeOf(size), classes })
  const model = { id, manifest: { ...manifest, input: { ...manifest.input, ...input } } }
  return { id, color: 0, status: 'ready', model }
}

const small = ready('small', 2, ['cat', 'dog'])
const large = ready('large', 4, ['dog', 'car'])
const resizing = { cropShare: 0.5, filter: 'bicubic' } as const
const cropping = ready('cropping', 4, ['dog', 'car'], { resizing })
const loading: ModelState = { id: 'loading', color: 0, status: 'loading', download: null }
const decoded = { 2: { image: cannedImage(0.5), notes: [] }, 4: { image: cannedImage(0.5, 4), notes: [] } }
const shown = (bySize: ShownImage['bySize']): ShownImage => ({
  file: new Blob(),
  name: 'grey',
  galleryId: null,
  bySize,
})
const state: AppState = { ...initialState, models: [small, loading, large], image: shown(decoded), label: 'dog' }

describe('inputFits', () => {
  it('lists each size of the ready models once, ascending', () => {
    expect(inputFits([large, loading, small, { ...large, id: 'other' }])).toEqual([{ size: 2 }, { size: 4 }])
    expect(inputFits([loading])).toEqual([])
  })

  it('distinguishes models of one size that crop images differently', () => {
    expect([...shownFits([cropping, large, { ...cropping, id: 'other' }])]).toEqual(['4 0.5 bicubic', '4'])
    const image = shown({ ...decoded, '4 0.5 bicubic': { image: cannedImage(0.25, 4), notes: [] } })
    const both = { ...state, models: [large, cropping], image }
    expect(questionOf(both, 'cropping')?.image.pixels[0]).toBe(0.25)
    expect(questionOf(both, 'large')?.image.pixels[0]).toBe(0.5)
  })
})

describe('questionOf', () => {
  it('has the image at the model’s size, and the class by its own index', () => {
    expect(questionOf(state, 'small')).toEqual({ image: decoded[2].image, label: 1 })
    expect(questionOf(state, 'large')).toEqual({ image: decoded[4].image, label: 0 })
  })

  it('uses the model’s prediction if no class is chosen, or an unknown one', () => {
    expect(questionOf({ ...state, label: 'car' }, 'small')).toMatchObject({ label: null })
    expect(questionOf({ ...state, label: 'car' }, 'large')).toMatchObject({ label: 1 })
    expect(questionOf({ ...state, label: null }, 'large')).toMatchObject({ label: null })
  })

  it('is null until the model is ready and the image decoded at its size', () => {
    expect(questionOf(state, 'loading')).toBeNull()
    expect(questionOf(state, 'unknown')).toBeNull()
    expect(questionOf({ ...state, image: null }, 'small')).toBeNull()
    const image = shown({ 2: decoded[2] })
    expect(questionOf({ ...state, image }, 'small')).not.toBeNull()
    expect(questionOf({ ...state, image }, 'large')).toBeNull()
  })
})

it('findClass finds the first class too', () => {
  expect(findClass(['cat', 'dog'], 'cat')).toBe(0)
  expect(findClass(['cat', 'dog'], 'ship')).toBeNull()
})
