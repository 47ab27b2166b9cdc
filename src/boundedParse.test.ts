import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parsedOrNull, safelyParsed } from './boundedParse'
import { findSettingsProblem } from './engine/settings/check'

const manyWrong = [{ names: new Array(500_000).fill(0) }]
const ofTexts = z.object({ list: z.array(z.object({ names: z.array(z.string()) })) })

describe('a value with more wrong items than zod can tell', () => {
  it('is refused as any other wrong value', () => {
    expect(() => ofTexts.safeParse({ list: manyWrong })).toThrow(RangeError)
    expect(safelyParsed(ofTexts, { list: manyWrong })).toBeNull()
    expect(parsedOrNull(ofTexts, { list: manyWrong })).toBeNull()
    expect(parsedOrNull(ofTexts, { list: [{ names: ['a'] }] })).toEqual({ list: [{ names: ['a'] }] })
  })

  it('is told in a sentence if it is a setting', () => {
    expect(findSettingsProblem(ofTexts, { list: manyWrong })).toBe(
      'The settings are wrong in more places than can be told one by one; choose again.',
    )
  })
})

it('no reader asks zod past the bound', () => {
  const source = new URL('.', import.meta.url)
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.ts$/.test(name),
  )
  expect(files.length).toBeGreaterThan(100)
  const asking = files.filter((name) => readFileSync(new URL(name, source), 'utf8').includes('.safeParse('))
  expect(asking).toEqual(['boundedParse.ts'])
})
