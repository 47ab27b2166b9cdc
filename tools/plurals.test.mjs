// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the tests are of code in strings
import { describe, expect, it } from 'vitest'
import { findPlurals } from './plurals.mjs'

const found = (code) => findPlurals('text.tsx', code).map(({ value, plural }) => [value, plural])

describe('a plural after a number that may be 1', () => {
  it.each([
    ['const t = `${n} images`', 'n', 'images'],
    ['const t = `the ${whole(n)} held-out images are`', 'whole(n)', 'images'],
    ['const t = `${n} classes, more`', 'n', 'classes'],
    ['const t = `${names.length} class folders`', 'names.length', 'folders'],
    ['const t = `${zero} are zero`', 'zero', 'are'],
    ['const t = `The ${what} hold NaN`', 'what', 'hold'],
    ['const t = <p>{n} steps</p>', 'n', 'steps'],
    ['const t = <p>\n  {whole(n)} test images\n</p>', 'whole(n)', 'images'],
    ['const t = `${a ? `${n} files` : ""}`', 'n', 'files'],
  ])('is found: %s', (code, value, plural) => {
    expect(found(code)).toEqual([[value, plural]])
  })

  it.each([
    ['const t = `${countOf(n, "image")} are there`'],
    ['const t = <p>{countOf(n, "step")} of them</p>'],
    ['const t = `the ${MAX_FILES} files taken`'],
    ['const t = `${share.toFixed(1)} points`'],
    ['const t = `${name} takes images`'],
    ['const t = `${name} has ${k} as its class`'],
    ['const t = `${width} × ${height} pixels`'],
    ['const t = `${name}s`'],
  ])('is not found: %s', (code) => {
    expect(found(code)).toEqual([])
  })

  it('is reported with its line', () => {
    expect(findPlurals('text.ts', 'const n = 1\n\nexport const t = `${n} files`\n')[0]?.line).toBe(3)
  })
})
