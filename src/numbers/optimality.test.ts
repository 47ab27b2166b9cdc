import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRng } from '../engine/random'
import { bestSizes, optimalityOf } from './optimality'

interface Scene {
  readonly name: string
  /** null where no perturbation was found. */
  readonly sizes: readonly (readonly (number | null)[])[]
  readonly optimality: readonly (number | null)[]
}

/** models/training/make_optimality_goldens.py wrote them. */
const { scenes }: { scenes: readonly Scene[] } = JSON.parse(
  readFileSync(new URL('../../e2e/goldens/optimality.json', import.meta.url), 'utf8'),
)
const sizesOf = ({ sizes }: Scene) => sizes.map((own) => own.map((size) => size ?? Number.POSITIVE_INFINITY))
const seeded = (seed: number) => createRng(seed).uniform

describe('optimality', () => {
  it.each(scenes)('is AttackBench’s where $name', (scene) => {
    const found = optimalityOf(sizesOf(scene), seeded(1))
    expect(found.map((each) => each?.value ?? null)).toEqual(
      scene.optimality.map((value) => (value === null ? null : expect.closeTo(value, 12))),
    )
    for (const each of found) {
      if (each === null) continue
      expect(each.low).toBeLessThanOrEqual(each.value)
      expect(each.high).toBeGreaterThanOrEqual(each.value)
      expect(each.low).toBeGreaterThanOrEqual(0)
      expect(each.high).toBeLessThanOrEqual(1)
    }
  })

  it('is 1 for the best of all attacks, and less for one that is worse on a single image', () => {
    const best = [0.1, 0.2, 0.3, 0]
    const [first, second] = optimalityOf([best, [0.1, 0.25, 0.3, 0]], seeded(1))
    expect(first?.value).toBe(1)
    expect(second?.value).toBeLessThan(1)
    expect(bestSizes([best, [0.4, 0.1, 0.3, 0]])).toEqual([0.1, 0.1, 0.3, 0])
  })

  it('has intervals that narrow with images, the same for the same seed', () => {
    const { uniform } = createRng(5)
    const draw = (images: number) => {
      const base = Array.from({ length: images }, () => 0.1 + uniform())
      return [base.map((size) => size * (1 + uniform())), base.map((size) => size * (1 + uniform()))]
    }
    const width = (sizes: readonly (readonly number[])[]) => {
      const [first] = optimalityOf(sizes, seeded(2))
      return (first?.high ?? 0) - (first?.low ?? 0)
    }
    const [few, many] = [draw(20), draw(2000)]
    expect(width(many)).toBeLessThan(width(few) / 3)
    expect(optimalityOf(few, seeded(2))).toEqual(optimalityOf(few, seeded(2)))
  })

  it('is of nothing without images', () => {
    expect(optimalityOf([[], []], seeded(1))).toEqual([null, null])
  })
})
