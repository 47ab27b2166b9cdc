import { describe, expect, it } from 'vitest'
import { smallestGap, thin } from './thin'

const every = (gap: number, last: number) => Array.from({ length: last / gap + 1 }, (_, i) => ({ step: i * gap }))
const steps = (items: readonly { readonly step: number }[]) => items.map(({ step }) => step)

/** Distances but for that to the last. */
const gaps = (items: readonly { readonly step: number }[]) =>
  new Set(items.slice(1, -1).map(({ step }, index) => step - (items[index] as { step: number }).step))

describe('thinning a series of steps', () => {
  it('leaves it unchanged if there is room', () => {
    expect(steps(thin(every(20, 220), 12))).toEqual(steps(every(20, 220)))
    expect(thin([], 12)).toEqual([])
    expect(steps(thin([{ step: 3 }], 12))).toEqual([3])
  })

  it('keeps equal distances, and the first and last', () => {
    expect(steps(thin(every(20, 240), 12))).toEqual([0, 40, 80, 120, 160, 200, 240])
    for (let count = 2; count < 60; count++) {
      for (const early of [0, 7]) {
        const all = [...every(20, 20 * count), ...(early ? [{ step: 20 * count + early }] : [])]
        const thinned = thin(all, 12)
        expect(thinned.length).toBeLessThanOrEqual(12)
        expect(gaps(thinned).size, `${count}, ${early}`).toBeLessThanOrEqual(1)
        expect([thinned[0]?.step, thinned.at(-1)?.step]).toEqual([0, all.at(-1)?.step])
      }
    }
  })

  it('keeps no two closer than requested, except for the last', () => {
    expect(steps(thin(every(20, 100), 12, 40))).toEqual([0, 40, 80, 100])
    expect(smallestGap([0, 40, 80, 100].map((step) => ({ step })))).toBe(40)
  })
})
