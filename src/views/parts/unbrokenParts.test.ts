import { describe, expect, it } from 'vitest'
import { unbrokenParts } from './unbrokenParts'

const wholeIn = (text: string) => unbrokenParts(text).flatMap(({ text: part, isWhole }) => (isWhole ? [part] : []))

describe('what stays on one line of a text', () => {
  it.each([
    ['Natural 0.0 % robust, PGD-3 adversarial 66.7 % robust', ['0.0 %', 'PGD-3', '66.7 %']],
    ['2026-11-30 15:29 UTC · 0.04 MB', ['2026-11-30', '15:29 UTC', '0.04 MB']],
    ['Accuracy against ε under PGD-100', ['PGD-100']],
    ['ResNet-50 GELU gradient norm', ['ResNet-50']],
    ['17 s spent, 3 min left', ['17 s', '3 min']],
    ['PGD-10 at 16/255: 1.0 %', ['PGD-10', '1.0 %']],
  ])('%s', (text, whole) => {
    expect(wholeIn(text)).toEqual(whole)
  })

  it.each(['12 steps each', 'the first-order increase', '3 MNIST images', '5 minutes', 'e-mail'])('not: %s', (text) => {
    expect(wholeIn(text)).toEqual([])
  })

  it('leaves the text itself', () => {
    const text = '0.04 MB, PGD-10 · 5 % of 3-channel images ·'
    expect(
      unbrokenParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})

// A quadratic reader takes minutes for these, a linear one a hundredth of the limit.
it.each(['a', '1', 'a-', '-', '!', ' ', '1 '])('a text of 200,000 times %j is read once', (piece) => {
  const begun = performance.now()
  unbrokenParts(`a-${piece.repeat(200_000)}a`)
  expect(performance.now() - begun).toBeLessThan(2000)
})
