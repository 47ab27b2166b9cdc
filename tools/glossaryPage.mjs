/**
 * @file Writes what follows from the glossary in src/glossary: its formulas as MathML in src/glossary/formulas.json, and
 * its table in docs/glossary.md: node tools/glossaryPage.mjs
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Window } from 'happy-dom'
import temml from 'temml'
import { createServer } from 'vite'
import { replaceBetween, rewrite } from './markdown.mjs'
import { root } from './root.mjs'

export const GLOSSARY_PAGE = 'docs/glossary.md'
export const FORMULAS_FILE = 'src/glossary/formulas.json'

/** An element of MathML as [tag, attributes, ...children]. */
function treeOf(element) {
  const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))
  // Inline styles are forbidden by the page's policy, and nothing here needs them.
  const { class: _, style: __, ...kept } = attributes
  const children = [...element.childNodes].map((child) =>
    child.nodeType === element.ELEMENT_NODE ? treeOf(child) : child.textContent,
  )
  return [element.localName, kept, ...children]
}

/** A formula's TeX as MathML; throws if it is not TeX. */
export function mathOf(tex) {
  const mathMl = temml.renderToString(tex, { displayMode: true, throwOnError: true, annotate: false })
  const { document } = new Window()
  document.body.innerHTML = mathMl
  return treeOf(document.body.firstElementChild)
}

/** Every formula of the glossary by the id of its term, as the text of a file. */
export const formulasText = (terms) => {
  const formulas = terms.flatMap(({ id, formula }) => (formula ? [[id, mathOf(formula)]] : []))
  return `{\n${formulas.map(([id, tree]) => `  ${JSON.stringify(id)}: ${JSON.stringify(tree)}`).join(',\n')}\n}\n`
}

/** A term as an entry of the page. */
function entryOf({ name, alsoCalled = [], help, formula, source }, works) {
  const others = alsoCalled.length > 0 ? ` (on the page also: ${alsoCalled.join(', ')})` : ''
  const work = source && works[source.work]
  const place = source?.where ? `, ${source.where}` : ''
  const parts = [
    `**${name}**${others}. ${help}`,
    formula && `$$${formula}$$`,
    work && `Source: [${work.cite}](${work.url})${place}.`,
  ]
  return parts.filter(Boolean).join('\n\n')
}

export const termsText = (groups, works) =>
  groups
    .map(({ title, terms }) => [`## ${title}`, ...terms.map((term) => entryOf(term, works))].join('\n\n'))
    .join('\n\n')

/** The page with its terms replaced. */
export const withTerms = (page, { TERM_GROUPS }, { WORKS }) =>
  replaceBetween(
    page,
    { file: GLOSSARY_PAGE, writer: 'tools/glossaryPage.mjs', what: 'terms' },
    termsText(TERM_GROUPS, WORKS),
  )

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = await createServer({ root, configFile: false, server: { middlewareMode: true }, appType: 'custom' })
  const [glossary, works] = await Promise.all(
    ['/src/glossary/glossary.ts', '/src/glossary/works.ts'].map((file) => server.ssrLoadModule(file)),
  )
  await server.close()
  writeFileSync(join(root, FORMULAS_FILE), formulasText(glossary.TERMS))
  rewrite(GLOSSARY_PAGE, (page) => withTerms(page, glossary, works))
}
