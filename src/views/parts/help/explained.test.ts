import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'
import { TERMS, termNamed } from '../../../glossary/glossary'
import { MATRIX_ROWS } from '../../compare/rows/registry'
import { TermEntry } from './TermEntry'

const views = join(import.meta.dirname, '..', '..')

/** The literal strings among the `items` that a view has explained, and the names of terms in its sentences. */
function explainedIn(source: string): string[] {
  const { program } = parseSync('text.tsx', source)
  const names: string[] = []
  JSON.stringify(program, (_, node) => {
    if (node?.type === 'JSXOpeningElement' && node.name.name === 'InlineTerm') {
      const name = node.attributes.find((attribute: { name: { name: string } }) => attribute.name.name === 'name')
      names.push(name.value.value)
    }
    if (node?.type === 'JSXAttribute' && node.name.name === 'items') {
      // Arguments of calls, such as names of keys, are none of them.
      JSON.stringify(node.value, (key, part) => {
        if (part?.type === 'Literal' && typeof part.value === 'string') names.push(part.value)
        return key === 'arguments' && Array.isArray(part) && part.some(({ type }) => type !== 'Literal') ? [] : part
      })
    }
    return node
  })
  return names
}

it('finds the names that a view has explained', () => {
  expect(explainedIn(`<HelpButton items={['PGD', ...all.map(f), { name: x, help: 'y' }]} title="none" />`)).toContain(
    'PGD',
  )
  expect(explainedIn(`<p>By <InlineTerm name="Square">it</InlineTerm></p>`)).toEqual(['Square'])
})

it('every name that a view has explained is in the glossary', () => {
  const files = readdirSync(views, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))
  const names = files.flatMap((name) => explainedIn(readFileSync(join(views, name), 'utf8')))
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => termNamed(name) === undefined)).toEqual([])
})

it.each(MATRIX_ROWS.map(({ id, terms }) => [id, terms] as const))(
  'the row %s has its terms in the glossary',
  (_, terms) => {
    expect(terms.length).toBeGreaterThan(0)
    expect(terms.filter((name) => termNamed(name) === undefined)).toEqual([])
  },
)

it.each(TERMS.filter(({ formula }) => formula).map((term) => [term.id, term] as const))(
  'the formula of %s is MathML without forbidden styles',
  (_, term) => {
    const html = renderToStaticMarkup(createElement(TermEntry, { term }))
    expect(html).toMatch(/<math display="block">.*<\/math>/)
    expect(html).not.toContain(' style=')
  },
)
