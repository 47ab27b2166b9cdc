/** @file What is read of a file is bounded in one place by purpose: a bound that is written twice is changed once. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const src = new URL('../', import.meta.url)
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))

const IS_LIMITS = /(^|\/)limits\.ts$/
const IS_CODE = /(?<!\.(test|long|testWorker|gallery))\.tsx?$/
/** A name or a size of a bound. How much is read at a time bounds nothing. */
const BOUND = /\bMAX_\w*(BYTES|PIXELS|FILES|IMAGES|ROWS|HEADS)\w* =|\b\d+ \* 1024\b/
const AT_A_TIME = /\b(STRIP_PIXELS|FIRST_READ_BYTES) =/

const boundsIn = (text: string) => text.split('\n').filter((line) => BOUND.test(line) && !AT_A_TIME.test(line))

it('limits on input are defined only in the limits.ts of their purpose', () => {
  const code = files.filter((path) => IS_CODE.test(path) && !IS_LIMITS.test(path) && !path.startsWith('testing/'))
  expect(code.length).toBeGreaterThan(400)
  const found = code.flatMap((path) => boundsIn(readFileSync(new URL(path, src), 'utf8')).map((line) => [path, line]))
  expect(found).toEqual([])
})

it.each([
  'const MAX_FILE_BYTES = 5_000_000',
  'const HEAD_BYTES = 64 * 1024',
  '      .max(512 * 1024 * 1024),',
  "  'manifest.json': 1024 * 1024,",
])('a limit defined elsewhere is found: %s', (line) => {
  expect(boundsIn(line)).toEqual([line])
})
