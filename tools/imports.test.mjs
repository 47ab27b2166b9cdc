import { expect, it } from 'vitest'
import { findImports } from './imports.mjs'

const read = (code) => findImports('a.tsx', code)

it.each([
  ["import a from 'x'", false],
  ["import 'x'", false],
  ["import { type A } from 'x'", false],
  ["export * from 'x'", false],
  ["export { a } from 'x'", false],
  ["const a = await import('x')", false],
  ["function f() { return import('x') }", false],
  ["import a = require('x')", false],
  ["import type { A } from 'x'", true],
  ["export type { A } from 'x'", true],
  ["export type * from 'x'", true],
  ["let a: import('x').A", true],
  ["let a: typeof import('x')", true],
])('reads %s', (code, typeOnly) => {
  expect(read(code)).toEqual([{ specifier: 'x', typeOnly, line: 1 }])
})

it('ignores comments and strings, and counts lines', () => {
  const code =
    "// import 'a'\n/* import 'b'\n*/ const text = \"import 'c'\"\nexport const view = <p>import 'd'</p>\nimport 'x'\n"
  expect(read(code)).toEqual([{ specifier: 'x', typeOnly: false, line: 5 }])
})

it('throws for code that does not parse', () => {
  expect(() => read('import {')).toThrow(/^a\.tsx does not parse/)
})
