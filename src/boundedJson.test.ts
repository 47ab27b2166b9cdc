import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonProblem, MAX_JSON_DEPTH, parseBoundedJson, parseBoundedJsonBytes } from './boundedJson'

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth)

describe('JSON from outside', () => {
  it('is read as by JSON.parse, whatever its strings contain', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.string(), (text, inside) => {
        expect(parseBoundedJson(text)).toEqual(JSON.parse(text))
        expect(parseBoundedJson(JSON.stringify({ inside }))).toEqual({ inside })
      }),
    )
    expect(parseBoundedJson(JSON.stringify('[{"'.repeat(1000)))).toBe('[{"'.repeat(1000))
  })

  it.each([
    ['arrays', nested(MAX_JSON_DEPTH + 1)],
    ['objects', `${'{"a":'.repeat(100_000)}0${'}'.repeat(100_000)}`],
    ['arrays without an end', '['.repeat(1_000_000)],
    ['both', '[{"a":'.repeat(3000)],
    ['what stands after a string with a quote', `["\\"",${nested(MAX_JSON_DEPTH)}]`],
  ])('is refused if %s are nested too deeply', (_, text) => {
    expect(() => parseBoundedJson(text)).toThrow(new JsonProblem('is nested more than 64 levels deep'))
  })

  it.each([
    ['300,000 lists and objects', `[${'{},'.repeat(400_000)}{}]`],
    ['500,000 values', `[${'0,'.repeat(600_000)}0]`],
    ['65,536 keys in one object', `{${Array.from({ length: 65_537 }, (_, i) => `"${i}":0`).join(',')}}`],
    ['65,536 keys in one object', `[{"a":{"b":0}},{${'"a":[0,0],'.repeat(65_536)}"a":0}]`],
  ])('is refused if it holds more than %s', (most, text) => {
    expect(() => parseBoundedJson(text)).toThrow(new JsonProblem(`holds more than ${most}`))
  })

  it('is refused if one list holds more than 1,000,000 items', () => {
    for (const list of [`[${'0,'.repeat(1_000_000)}0]`, `{"a":[[],[${'0,'.repeat(1_000_000)}0]]}`])
      expect(() => parseBoundedJson(list, 5_000_000)).toThrow(
        new JsonProblem('holds more than 1,000,000 items in one list'),
      )
    const most = `[[${'0,'.repeat(999_999)}0],[${'0,'.repeat(999_999)}0]]`
    expect(parseBoundedJson(most, 5_000_000)).toHaveLength(2)
  })

  it('may hold as many values as its reader expects', () => {
    expect(parseBoundedJson(`[${'0,'.repeat(600_000)}0]`, 1_000_000)).toHaveLength(600_001)
  })

  it('may hold long lists, and objects of up to 65,536 keys each', () => {
    const object = Object.fromEntries(Array.from({ length: 65_536 }, (_, i) => [`k${i}`, 0]))
    const value = [object, new Array(100_000).fill(0), object]
    expect(parseBoundedJson(JSON.stringify(value))).toEqual(value)
  })

  it('is accepted up to the depth limit', () => {
    expect(parseBoundedJson(nested(MAX_JSON_DEPTH))).toEqual(JSON.parse(nested(MAX_JSON_DEPTH)))
  })

  it.each(['', '{', '{"a":}', 'NaN', '"'])('is refused where it is none: %s', (text) => {
    expect(() => parseBoundedJson(text)).toThrow(new JsonProblem('is not JSON'))
  })

  it('is refused if its bytes are not UTF-8', () => {
    expect(() => parseBoundedJsonBytes(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(new JsonProblem('is not JSON'))
  })
})

/** The list of the page's own files, from beside it. Even what the page has kept itself is read in the bounded way. */
const OF_THE_PAGE = ['offline/keepFiles.ts', 'serviceWorker/serviceWorker.ts']
const UNBOUNDED = /\bJSON\.parse\(|\.json\(\)/

it('is read only in this way in all of src', () => {
  const files = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
  const unbounded = files
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|long|testWorker)\.|^testing\//.test(file))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file !== 'boundedJson.ts' && !OF_THE_PAGE.some((name) => file.endsWith(name)))
    .filter((file) => UNBOUNDED.test(readFileSync(new URL(file, import.meta.url), 'utf8')))
  expect(unbounded).toEqual([])
})
