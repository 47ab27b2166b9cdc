/** @file Texts on the page are prose: no name of the code may slip into them, as a careless renaming would bring about. */
import { readdirSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'

/** Names that are written with a capital letter inside. */
const PROPER = ['AutoAttack', 'WebAssembly', 'JavaScript', 'ImageNet', 'ReLU', 'RobustBench', 'ResNet']
const IDENTIFIER = /\b[A-Za-z]*[a-z][A-Z][A-Za-z]*\b/g

/** Words such as `MeasuredQuantity` or `heldOut` in the text between tags. */
function identifiersIn(source: string): string[] {
  const { program } = parseSync('text.tsx', source)
  const texts: string[] = []
  JSON.stringify(program, (_, node) => {
    if (node?.type === 'JSXText') texts.push(node.value)
    return node
  })
  return texts.flatMap((text) => text.match(IDENTIFIER) ?? []).filter((word) => !PROPER.includes(word))
}

it('names from the code are found between tags, and nowhere else', () => {
  expect(identifiersIn('<h3>MeasuredQuantity on held-out images</h3>')).toEqual(['MeasuredQuantity'])
  expect(identifiersIn('<p title={heldOut}>{heldOut} of <b>AutoAttack</b></p>')).toEqual([])
})

it('no text between tags contains a name from the code', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  const views = files.filter((name) => name.endsWith('.tsx'))
  expect(views.length).toBeGreaterThan(50)
  const found = views.map((name) => [name, identifiersIn(readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))])
  expect(found.filter(([, words]) => words?.length)).toEqual([])
})
