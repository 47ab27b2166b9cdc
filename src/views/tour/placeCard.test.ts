import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlap, placeCard } from './placeCard'

const CARD = { width: 340, height: 220 }
const LAPTOP = { width: 1280, height: 720 }
const PHONE = { width: 390, height: 844 }

describe('the card of the tour', () => {
  it.each([
    ['right of a slider at the left', { left: 16, top: 60, width: 240, height: 70 }, LAPTOP, { left: 268, top: 60 }],
    ['left of what is at the right', { left: 900, top: 60, width: 372, height: 70 }, LAPTOP, { left: 548, top: 60 }],
    [
      'below a row as wide as the page',
      { left: 290, top: 260, width: 966, height: 170 },
      LAPTOP,
      { left: 916, top: 442 },
    ],
    ['above a row at the bottom', { left: 290, top: 520, width: 966, height: 180 }, LAPTOP, { left: 916, top: 288 }],
    ['above the sheet of a phone', { left: 0, top: 750, width: 390, height: 94 }, { ...PHONE }, { left: 8, top: 518 }],
  ])('stands %s', (_, target, window, place) => {
    const card = window.width < 400 ? { ...CARD, width: 374 } : CARD
    expect(placeCard(target, card, window)).toEqual(place)
  })

  it('hides least of what leaves no room', () => {
    const target = { left: 0, top: 100, width: 390, height: 600 }
    const card = { width: 374, height: 220 }
    const place = placeCard(target, card, PHONE)
    expect(place).toEqual({ left: 8, top: 616 })
  })

  it('is inside the window, and never over what it speaks of where there is room', () => {
    const length = (max: number) => fc.integer({ min: 0, max })
    fc.assert(
      fc.property(length(1280), length(720), length(1400), length(800), (left, top, width, height) => {
        const target = { left, top, width, height }
        const card = { ...CARD, ...placeCard(target, CARD, LAPTOP) }
        expect(card.left).toBeGreaterThanOrEqual(8)
        expect(card.top).toBeGreaterThanOrEqual(8)
        expect(card.left + card.width).toBeLessThanOrEqual(1272)
        expect(card.top + card.height).toBeLessThanOrEqual(712)
        const [right, bottom] = [Math.min(1280, left + width), Math.min(720, top + height)]
        const isRoomy = 1280 - right >= 360 || left >= 360 || 720 - bottom >= 240 || top >= 240
        if (isRoomy) expect(overlap(card, target)).toBe(0)
      }),
    )
  })
})
