import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const folder = new URL('./', import.meta.url)
const source = new URL('../../', import.meta.url)
const PREFERENCES = 'preferences.css'

/** Of a style sheet without its comments: selectors and what they declare, conditions around them left out. */
const rulesOf = (sheet: string) =>
  [...sheet.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
    selector: selector.trim(),
    body,
  }))

const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const order = [...read('index.css').matchAll(/@import "\.\/(.+?)"/g)].map(([, name = '']) => name)
const MOVING = /(^|[\s;])(transition|animation|scroll-behavior|view-transition-name)(-[a-z]+)?:/
/** Parts of an element that `*, *::before, *::after` does not reach. */
const UNREACHED = /::(?!before|after)[a-z-]+/

describe('where less motion is asked for', () => {
  it('one rule over all others stills whatever moves by style', () => {
    const still = rulesOf(read(PREFERENCES).split('@media (prefers-contrast')[0] as string)[0]
    expect(read(PREFERENCES)).toMatch(/@media \(prefers-reduced-motion: reduce\) \{\s*\*,\s*\*::before,\s*\*::after \{/)
    for (const property of ['transition: none', 'animation: none', 'scroll-behavior: auto']) {
      expect(still?.body).toContain(`${property} !important`)
    }
  })

  it('no style moves what that rule does not reach', () => {
    const sheets = readdirSync(folder).filter((name) => name.endsWith('.css') && name !== PREFERENCES)
    const moving = sheets.flatMap((name) =>
      rulesOf(read(name))
        .filter(({ body }) => MOVING.test(body))
        .map((rule) => ({ name, ...rule })),
    )
    expect(moving.length, 'there is motion to be stilled').toBeGreaterThan(0)
    const over = moving.filter(
      ({ name, selector, body }) =>
        body.includes('!important') || UNREACHED.test(selector) || order.indexOf(name) > order.indexOf(PREFERENCES),
    )
    expect(over).toEqual([])
    expect(sheets.filter((name) => /@view-transition|@starting-style/.test(read(name)))).toEqual([])
  })

  it('nothing moves by script but through motion.ts', () => {
    const BY_SCRIPT = /\.animate\(|\.transition\(|['"]smooth['"]|startViewTransition|d3-transition|<animate|<marquee/
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx?$/.test(name) && !/\.(test|long)\.tsx?$|^testing/.test(name),
    )
    const moving = files.filter((name) => BY_SCRIPT.test(readFileSync(new URL(name, source), 'utf8')))
    expect(moving).toEqual(['views/parts/layout/motion.ts'])
  })
})
