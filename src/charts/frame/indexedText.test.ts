import { expect, it } from 'vitest'
import { indexParts } from './indexedText'

it.each<[formula: string, parts: string[]]>([
  ['‖∇L‖₁, log scale', ['‖∇L‖₁, log scale']],
  ['‖∇z_y‖₁', ['‖∇z', '(y)', '‖₁']],
  ['z_y', ['z', '(y)']],
  ['', []],
])('%s is split into text on the line and text below it', (formula, parts) => {
  expect(indexParts(formula).map(({ text, isIndex }) => (isIndex ? `(${text})` : text))).toEqual(parts)
})
