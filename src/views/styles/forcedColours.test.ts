import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = new URL('./', import.meta.url)
const sheets = readdirSync(folder)
  .filter((name) => name.endsWith('.css'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))

/** In forced colours a browser lays the page's colour behind text, which is not to be seen in that colour. */
it('text in the colour of the page is not adjusted in forced colours', () => {
  const rules = sheets.flatMap((sheet) => [...sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)])
  const selectors = ([, selector = '']: RegExpMatchArray) =>
    selector
      .replace(/\/\*.*?\*\//gs, '')
      .split(',')
      .map((each) => each.trim())
  const inverted = rules.filter(([, , body = '']) => /(^|\s|;)color: var\(--background\)/.test(body)).flatMap(selectors)
  const unadjusted = rules.filter(([, , body = '']) => body.includes('forced-color-adjust: none')).flatMap(selectors)
  expect(inverted.length).toBeGreaterThan(0)
  expect(inverted.filter((selector) => !unadjusted.includes(selector))).toEqual([])
})
