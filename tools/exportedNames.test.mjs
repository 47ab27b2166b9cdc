import { expect, it } from 'vitest'
import { exportedNames, namesakes } from './exportedNames.mjs'

it('finds every kind of exported declaration', () => {
  const code = `
    export const a = 1, b = 2
    export function c() {}
    export async function* d() {}
    export class E {}
    export interface F {}
    export type G = 1
    const inner = 1
    export { inner as h } from './other'
    export type { I } from './other'
    export default a`
  expect(exportedNames('a.ts', code)).toEqual(['a', 'b', 'c', 'd', 'E', 'F', 'G'])
})

it('counts the overloads of a function once', () => {
  const code = 'export function a(x: 1): 1\nexport function a(x: 2): 2\nexport function a(x: number) { return x }'
  expect(namesakes(new Map([['a.ts', exportedNames('a.ts', code)]]))).toEqual([])
})

it('reports every name that two files export, with both files', () => {
  const names = new Map([
    ['a.ts', ['judge', 'one']],
    ['b.ts', ['judge']],
    ['c.ts', ['two']],
  ])
  expect(namesakes(names)).toEqual([['judge', ['a.ts', 'b.ts']]])
})
