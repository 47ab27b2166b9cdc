import { describe, expect, it } from 'vitest'
import { balancedSubset } from './subset'

const labels = Uint16Array.from({ length: 1000 }, (_, i) => (i * 7) % 10)
const countClasses = (indices: ArrayLike<number>, of: ArrayLike<number> = labels) => {
  const counts = new Array<number>(10).fill(0)
  for (const index of Array.from(indices)) counts[of[index]!]!++
  return counts
}

describe('balancedSubset', () => {
  it('has equally many images of each class, none twice', () => {
    const subset = balancedSubset(labels, 200, 1)
    expect(countClasses(subset)).toEqual(new Array(10).fill(20))
    expect(new Set(subset).size).toBe(200)
  })

  it('differs by at most one if there is a remainder, given to random classes', () => {
    const favoured = new Set<number>()
    for (let seed = 0; seed < 40; seed++) {
      const counts = countClasses(balancedSubset(labels, 23, seed))
      expect([Math.min(...counts), Math.max(...counts)]).toEqual([2, 3])
      counts.forEach((count, label) => void (count === 3 && favoured.add(label)))
    }
    expect(favoured.size).toBe(10)
  })

  it('is the same for the same seed, and differs for another', () => {
    expect(balancedSubset(labels, 50, 7)).toEqual(balancedSubset(labels, 50, 7))
    expect(balancedSubset(labels, 50, 7)).not.toEqual(balancedSubset(labels, 50, 8))
  })

  it('begins with the smaller one of the same seed', () => {
    const large = balancedSubset(labels, 500, 3)
    for (const count of [1, 10, 99, 499]) expect(balancedSubset(labels, count, 3)).toEqual(large.subarray(0, count))
  })

  it('takes more of other classes if one has too few', () => {
    const few = Uint16Array.from([0, 1, 1, 1, 1, 1, 2, 2, 2])
    expect(countClasses(balancedSubset(few, 7, 1), few).slice(0, 3)).toEqual([1, 3, 3])
    expect(balancedSubset(few, 100, 1).toSorted()).toEqual(Uint32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]))
    expect(balancedSubset([], 5, 1)).toHaveLength(0)
  })

  it('stays within a split', () => {
    const subset = balancedSubset(labels, 60, 1, { start: 900, count: 100 })
    expect(subset.every((index) => index >= 900)).toBe(true)
    expect(countClasses(subset)).toEqual(new Array(10).fill(6))
  })

  it('chooses every image of a class about as often', () => {
    const times = new Array<number>(20).fill(0)
    const two = Uint16Array.from({ length: 20 }, (_, i) => i % 2)
    for (let seed = 0; seed < 2000; seed++) for (const index of balancedSubset(two, 4, seed)) times[index]!++
    // Each is expected 400 times, with a standard deviation of 18.
    for (const count of times) expect(Math.abs(count - 400)).toBeLessThan(90)
  })

  it('refuses impossible counts', () => {
    expect(() => balancedSubset(labels, -1, 1)).toThrow('-1 images are requested')
    expect(() => balancedSubset(labels, 1.5, 1)).toThrow('1.5 images are requested')
  })
})
