import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type MeasureText, wrap } from './wrap'

/** Six pixels for each character. */
const measure: MeasureText = (text) => 6 * text.length
const kind = 'value'

it('a text that has room is one line', () => {
  expect(wrap('models: Natural', { kind, width: 90 }, measure)).toEqual(['models: Natural'])
})

it('later lines are narrower by the indent', () => {
  const text = 'aaaa bbbb cccc dddd'
  expect(wrap(text, { kind, width: 60 }, measure)).toEqual(['aaaa bbbb', 'cccc dddd'])
  expect(wrap(text, { kind, width: 60, indent: 12 }, measure)).toEqual(['aaaa bbbb', 'cccc', 'dddd'])
})

it('a word without a place to break at, such as a link, is broken where the line ends', () => {
  expect(wrap('link: 0123456789abcdef', { kind, width: 60 }, measure)).toEqual(['link:', '0123456789', 'abcdef'])
})

it('no line is too wide, and nothing is lost', () => {
  const words = fc.array(fc.stringMatching(/^[a-z0-9]{1,40}$/), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 200 }), (all, width) => {
      const lines = wrap(all.join(' '), { kind, width }, measure)
      expect(lines.every((line) => measure(line, kind) <= width)).toBe(true)
      expect(lines.join('').replaceAll(' ', '')).toBe(all.join(''))
    }),
  )
})
