import { describe, expect, it } from 'vitest'
import { pixelAt } from './hoverStore'
import { movePixel } from './movePixel'

/** The pixel after keys, in an image of 5 × 4 pixels. */
function pixelAfter(...keys: readonly string[]) {
  let place: ReturnType<typeof movePixel>
  for (const key of keys) place = movePixel(key, place ?? null, 5, 4)
  return place && pixelAt(place, 5, 4)
}

describe('the pixel that arrow keys read', () => {
  it('is in the middle at first', () => {
    expect(pixelAfter('ArrowUp')).toEqual({ x: 2, y: 2 })
  })

  it('moves one pixel at a time', () => {
    expect(pixelAfter('ArrowUp', 'ArrowUp')).toEqual({ x: 2, y: 1 })
    expect(pixelAfter('ArrowLeft', 'ArrowLeft', 'ArrowDown')).toEqual({ x: 1, y: 3 })
  })

  it('stays within the edges', () => {
    expect(pixelAfter(...Array<string>(9).fill('ArrowRight'), ...Array<string>(9).fill('ArrowDown'))).toEqual({
      x: 4,
      y: 3,
    })
    expect(pixelAfter(...Array<string>(9).fill('ArrowLeft'), ...Array<string>(9).fill('ArrowUp'))).toEqual({
      x: 0,
      y: 0,
    })
  })

  it('visits every pixel of a row of any width', () => {
    for (const width of [1, 3, 7, 32, 224]) {
      let place = movePixel('ArrowLeft', { x: 0, y: 0 }, width, 1)
      for (let x = 0; x < width; x++) {
        expect(pixelAt(place!, width, 1).x).toBe(x)
        place = movePixel('ArrowRight', place ?? null, width, 1)
      }
    }
  })

  it('is left to other keys', () => {
    expect(movePixel('Tab', null, 5, 4)).toBeUndefined()
  })
})
