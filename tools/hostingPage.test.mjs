import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nginxBlock, SECTION } from './hostingPage.mjs'
import { root } from './root.mjs'
import { HEADERS, headersText } from './securityHeaders.mjs'

it('the page on hosting has the headers that the server sends', () => {
  expect(readFileSync(join(root, SECTION.file), 'utf8')).toContain(nginxBlock())
})

it('_headers names every header for every file', () => {
  const [pattern, ...lines] = headersText().trimEnd().split('\n')
  expect(pattern).toBe('/*')
  expect(lines).toEqual(Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`))
})
