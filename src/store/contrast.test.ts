import { describe, expect, it } from 'vitest'
import type { HeldOutImages } from '../engine/training/heldOut'
import { chooseContrast, contrastWords } from './contrast'

type Row = readonly [verdict: 'robust' | 'fooled' | 'wrong', margin: number, l1: number, confidence?: number]

const images = (...rows: readonly Row[]): HeldOutImages => ({
  verdicts: rows.map(([verdict]) => verdict),
  attackedMargins: Float32Array.from(rows, ([, margin]) => margin),
  gradientL1: Float32Array.from(rows, ([, , l1]) => l1),
  confidence: Float32Array.from(rows, ([, , , confidence = 0.8]) => confidence),
})

describe('a comparison’s first image', () => {
  it('is fooled before, robust after, with a clearly smaller gradient', () => {
    const before = images(
      ['wrong', -0.9, 900],
      ['robust', 0.9, 900],
      ['fooled', -0.9, 0.001],
      ['fooled', -0.01, 100],
      ['fooled', -0.9, 11],
      ['fooled', -0.8, 200],
      ['fooled', -0.9, 900],
    )
    const after = images(
      ['robust', 0.9, 1],
      ['robust', 0.9, 1],
      ['robust', 0.9, 7],
      ['robust', 0.9, 1],
      ['robust', 0.9, 10],
      ['robust', 0.7, 2],
      ['fooled', -0.2, 1],
    )
    expect(chooseContrast(before, after)).toEqual({ index: 5, shows: 'verdictAndGradient' })
  })

  it('is one of which no model is certain, as a flat gradient says nothing', () => {
    const before = images(['fooled', -0.9, 0.04, 0.9998], ['fooled', -0.6, 90, 0.9], ['fooled', -0.9, 900, 0.5])
    const after = images(['robust', 0.9, 0.0005, 0.9999], ['robust', 0.5, 5, 0.95], ['robust', 0.9, 5, 0.999])
    expect(chooseContrast(before, after)).toEqual({ index: 1, shows: 'verdictAndGradient' })
  })

  it('is one whose verdict changed if no gradient became smaller too', () => {
    const before = images(['robust', 0.9, 10], ['fooled', -0.2, 1], ['fooled', -0.5, 0])
    const after = images(['robust', 0.9, 1], ['robust', 0.3, 2], ['robust', 0.5, 2])
    expect(chooseContrast(before, after)).toEqual({ index: 2, shows: 'verdict' })
  })

  it('is right before and after if no verdict changed', () => {
    const before = images(['wrong', -1, 1000], ['fooled', -0.9, 50], ['fooled', -0.9, 80])
    const after = images(['robust', 1, 1], ['fooled', -0.9, 1], ['fooled', -0.9, 10])
    expect(chooseContrast(before, after)).toEqual({ index: 1, shows: 'gradient' })
  })

  it('is the first, if nothing improved', () => {
    const all = images(['wrong', -1, 1], ['fooled', -1, 1])
    expect(chooseContrast(all, all)).toEqual({ index: 0, shows: 'nothing' })
  })

  it('comes with a sentence that says what it shows', () => {
    for (const shows of ['verdictAndGradient', 'verdict', 'gradient', 'nothing'] as const) {
      expect(contrastWords({ index: 0, shows }, 'PGD-10 at 16/255')).toMatch(/^[A-Z].*PGD-10 at 16\/255.*\.$/)
    }
  })
})
