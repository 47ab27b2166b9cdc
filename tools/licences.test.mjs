import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listOf } from './licences.mjs'
import { root } from './root.mjs'

const folder = (name) => join(root, 'node_modules', ...name.split('/'))
const partOf = (list, name) => list.split(/^## /m).find((part) => part.startsWith(`${name} `)) ?? ''

it('A package without a text of its licence says under which one the same terms stand', () => {
  const list = listOf(
    ['@tensorflow/tfjs-core', '@bufbuild/protobuf', 'seedrandom', 'long', 'react', 'd3-axis'].map(folder),
  )
  expect(partOf(list, 'long')).toContain('TERMS AND CONDITIONS')
  expect(partOf(list, '@tensorflow/tfjs-core')).toMatch(
    /no licence file\. .*The terms of Apache-2\.0 stand under long\./,
  )
  expect(partOf(list, '@bufbuild/protobuf')).toMatch(/^@bufbuild\/protobuf [\d.]+ \(Apache-2\.0 AND BSD-3-Clause\)\n/)
  expect(partOf(list, 'seedrandom')).toMatch(/It is by David Bau\. The terms of MIT stand under react\./)
})
