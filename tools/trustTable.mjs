/**
 * @file The tables of docs/trust.md, counted from the files of the repository: node tools/trustTable.mjs
 */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { GOLDENS, goldenKinds, TRAINING, testFiles } from './goldenKinds.mjs'
import { replaceBetween, rewrite, table } from './markdown.mjs'
import { root } from './root.mjs'
import { groupBy } from './zooFigures.mjs'

export const TRUST_PAGE = 'docs/trust.md'

const INDICES = {
  index: 'index.json',
  attacks: 'attacks-index.json',
  autoattack: 'attacks-autoattack-index.json',
  training: 'training-index.json',
}

const read = (file) => readFileSync(join(root, file))
const count = (number) => number.toLocaleString('en')
const linkTo = (file) => `[${basename(file)}](../${file})`

/** The number of values in a safetensors file, and its metadata, from its header. */
export function sizeOf(bytes) {
  const length = Number(bytes.readBigUInt64LE(0))
  const { __metadata__: metadata, ...tensors } = JSON.parse(bytes.subarray(8, 8 + length).toString())
  const values = Object.values(tensors).map(({ shape }) => shape.reduce((product, side) => product * side, 1))
  return { metadata, values: values.reduce((sum, each) => sum + each, 0) }
}

/** The same of a JSON file with `packages` and lists of tables. */
function sizeOfTables(bytes) {
  const { packages, ...tables } = JSON.parse(bytes)
  const numbersIn = (value) =>
    typeof value !== 'object'
      ? Number(typeof value === 'number')
      : Object.values(value ?? {}).reduce((sum, each) => sum + numbersIn(each), 0)
  return { metadata: packages, values: numbersIn(tables) }
}

function goldensTable() {
  const kinds = goldenKinds()
  const names = kinds.flatMap(({ files }) => files)
  const indices = Object.fromEntries(
    Object.entries(INDICES).map(([key, name]) => [key, JSON.parse(read(`${GOLDENS}/${name}`))]),
  )
  const sizes = new Map(
    names.map((name) => [name, (name.endsWith('.json') ? sizeOfTables : sizeOf)(read(`${GOLDENS}/${name}`))]),
  )
  const rows = kinds.map(({ files, contents, script, versions, readers }) => {
    const { metadata } = sizes.get(files[0])
    const packages = Object.entries(versions({ ...indices, metadata })).map(([name, version]) => `${name} ${version}`)
    const values = files.reduce((sum, name) => sum + sizes.get(name).values, 0)
    return [
      files.length === 1 ? linkTo(`${GOLDENS}/${files[0]}`) : `${files.length} files, one a model`,
      contents,
      packages.join(', '),
      linkTo(`${TRAINING}/${script}`),
      count(values),
      readers.map(linkTo).join(', '),
    ]
  })
  const total = [...sizes.values()].reduce((sum, { values }) => sum + values, 0)
  const heads = ['golden file', 'contents', 'computed by', 'script', 'values', 'tests']
  const sum = `${names.length} files with ${count(total)} values, inputs and weights among them.`
  return `${table(heads, rows)}\n\n${sum}`
}

/** The tests that run on the cpu and wasm backends in Node and on webgpu in Chromium, by part of the engine. */
function backendsTable() {
  const ENDING = '.backends.test.ts'
  const files = testFiles()
    .map(({ file }) => file)
    .filter((file) => file.endsWith(ENDING))
  const parts = groupBy(files, (file) => file.match(/^src\/engine\/(\w+)\//)?.[1] ?? 'engine')
  const rows = [...parts].map(([part, members]) => [
    part,
    members.map((file) => `[${basename(file, ENDING)}](../${file})`).join(', '),
  ])
  return table(['part of the engine', 'tests'], rows)
}

/** Image files on which the decoder is compared with Pillow, by format. */
function imagesTable() {
  const expected = Object.keys(JSON.parse(read('e2e/fixtures/formats/pillow.json')))
  const formats = [...new Set(expected.map((name) => name.split('-')[0]))].sort()
  const rows = formats.map((format) => [
    format.toUpperCase().replace('WEBP', 'WebP'),
    count(expected.filter((name) => name.startsWith(`${format}-`)).length),
  ])
  return table(['format', 'files'], rows)
}

/** The page with its tables replaced. */
export function withTrustTables(page) {
  const tables = { goldens: goldensTable(), images: imagesTable(), backends: backendsTable() }
  return Object.entries(tables).reduce(
    (text, [what, written]) =>
      replaceBetween(text, { file: TRUST_PAGE, writer: 'tools/trustTable.mjs', what }, written),
    page,
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) rewrite(TRUST_PAGE, withTrustTables)
