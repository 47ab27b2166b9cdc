import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { goldenKinds } from './goldenKinds.mjs'
import { root } from './root.mjs'
import { sizeOf, TRUST_PAGE, withTrustTables } from './trustTable.mjs'

it('compares the page on trust with the golden files and the tests', () => {
  const page = readFileSync(join(root, TRUST_PAGE), 'utf8')
  expect(withTrustTables(page), 'run: node tools/trustTable.mjs').toBe(page)
})

it('counts tensors and values from the header of a file', () => {
  const header = JSON.stringify({
    __metadata__: { torch: '2' },
    a: { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
    b: { dtype: 'F32', shape: [], data_offsets: [24, 28] },
  })
  const bytes = Buffer.concat([Buffer.alloc(8), Buffer.from(header), Buffer.alloc(28)])
  bytes.writeBigUInt64LE(BigInt(header.length))
  expect(sizeOf(bytes)).toEqual({ metadata: { torch: '2' }, values: 7 })
})

describe('the kinds of golden files', () => {
  const kinds = goldenKinds()
  const names = kinds.flatMap(({ files }) => files)
  const scripts = [...new Set(kinds.map(({ script }) => script))]
  const tests = kinds.flatMap(({ readers }) => readers)

  it.each([
    [
      'a file that belongs to no kind',
      [[...names, 'new.safetensors'], scripts, tests],
      'e2e/goldens/new.safetensors is of no kind',
    ],
    ['a script that belongs to no kind', [names, [...scripts, 'make_more.py'], tests], 'make_more.py is of no kind'],
    [
      'a kind without files',
      [names.filter((name) => !name.startsWith('timm')), scripts, tests],
      'No golden file matches',
    ],
    ['a kind without its script', [names, scripts.slice(1), tests], 'is missing'],
    ['a kind that no test reads', [names, scripts, []], 'No test reads'],
  ])('refuse %s', (_, [files, makers, readers], message) => {
    const texts = readers.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
    expect(() => goldenKinds({ files, scripts: makers, tests: texts })).toThrow(message)
  })
})
