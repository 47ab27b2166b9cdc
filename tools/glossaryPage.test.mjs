import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as glossary from '../src/glossary/glossary'
import * as works from '../src/glossary/works'
import { FORMULAS_FILE, formulasText, GLOSSARY_PAGE, mathOf, withTerms } from './glossaryPage.mjs'
import { root } from './root.mjs'

const read = (file) => readFileSync(join(root, file), 'utf8')

it('the page of the glossary and its formulas follow from its terms', () => {
  const page = read(GLOSSARY_PAGE)
  expect(withTerms(page, glossary, works), 'run: node tools/glossaryPage.mjs').toBe(page)
  expect(formulasText(glossary.TERMS), 'run: node tools/glossaryPage.mjs').toBe(read(FORMULAS_FILE))
})

it('a formula becomes MathML of letters, operators and their places', () => {
  const [tag, attributes, ...children] = mathOf('z_y')
  expect([tag, attributes]).toEqual(['math', { display: 'block' }])
  expect(JSON.stringify(children)).toContain('["msub",{},["mi",{},"z"],["mi",{},"y"]]')
})

it('what is no TeX is refused', () => {
  expect(() => mathOf(String.raw`\frac{1`)).toThrow()
  expect(() => mathOf(String.raw`\nosuchcommand`)).toThrow()
})
