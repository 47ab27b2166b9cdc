import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteList, quoteName, quoteValue } from './quote'

describe('what a message quotes', () => {
  it('is short and on one line, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.jsonValue(), (name, value) => {
        for (const text of [quoteName(name), quoteValue(name), quoteValue(value)]) {
          expect(text.length).toBeLessThan(200)
          expect(text).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
          expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/)
        }
      }),
    )
  })

  it.each([
    ['in a folder', 'cat/1.png', '"cat/1.png"'],
    ['that is long', `${'a'.repeat(100)}.safetensors`, `"${'a'.repeat(40)}...aaa.safetensors"`],
    ['written from the right', 'gpj\u202e.exe', '"gpj\ufffd.exe"'],
    ['of two lines', 'one\ntwo', '"one\ufffdtwo"'],
    ['of joined emoji', '🏳️‍🌈'.repeat(40), expect.stringMatching(/^"🏳️.*\.\.\..*"$/u)],
  ])('names a file by its beginning and its end: one %s', (_, name, quoted) => {
    expect(quoteName(name)).toEqual(quoted)
  })

  it.each([
    [undefined, 'missing'],
    [Number.NaN, 'NaN'],
    ['say "yes"', '"say \\"yes\\""'],
    [[1, 'a'], '[1,"a"]'],
    ['b'.repeat(1e6), `"${'b'.repeat(80)}…"`],
    [new Array(1e5).fill(7), `[${'7,'.repeat(39)}7…`],
    [[[[], new Array(1e5).fill(7)]], `[[[],[${'7,'.repeat(37)}…`],
  ])('shows a value as in JSON', (value, quoted) => {
    expect(quoteValue(value)).toBe(quoted)
  })

  it('names the first of many', () => {
    expect(quoteList(['a', 'b'])).toBe('"a", "b"')
    expect(quoteList(new Array(2000).fill(0), 3)).toBe('0, 0, 0 and 1,997 more')
  })
})
