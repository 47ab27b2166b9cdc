import { describe, expect, it } from 'vitest'
import { changedLightbox, commonMap, lightboxFor, placeOfCommon } from './lightbox'

describe('a map that is opened large', () => {
  it('is beside that of the next column, or of the one before the last', () => {
    expect(lightboxFor(['a', 'b', 'c'], 'gradient', 'a')).toMatchObject({ firstId: 'a', secondId: 'b' })
    expect(lightboxFor(['a', 'b', 'c'], 'gradient', 'c')).toMatchObject({ firstId: 'c', secondId: 'b' })
  })

  it('swaps with the other where it takes its place, and is never beside itself', () => {
    const lightbox = lightboxFor(['a', 'b', 'c'], 'gradient', 'a')
    expect(changedLightbox(lightbox, { firstId: 'b' })).toMatchObject({ firstId: 'b', secondId: 'a' })
    expect(changedLightbox(lightbox, { secondId: 'a' })).toMatchObject({ firstId: 'b', secondId: 'a' })
    expect(changedLightbox(lightbox, { firstId: 'c' })).toMatchObject({ firstId: 'c', secondId: 'b' })
    const alone = { ...lightbox, secondId: null }
    expect(changedLightbox(alone, { secondId: 'a' }).secondId).not.toBe(
      changedLightbox(alone, { secondId: 'a' }).firstId,
    )
    expect(changedLightbox(alone, { firstId: 'b' })).toMatchObject({ firstId: 'b', secondId: null })
  })

  it('is alone where there is one model, or where all models share it', () => {
    expect(lightboxFor(['a'], 'gradient', 'a').secondId).toBeNull()
    expect(lightboxFor(['a', 'b'], 'image', commonMap(0)).secondId).toBeNull()
  })
})

describe('a map that models share', () => {
  it('goes by its place, which no model’s id can be taken for', () => {
    expect(placeOfCommon(commonMap(1))).toBe(1)
    expect(placeOfCommon('common-1')).toBeNull()
  })
})
