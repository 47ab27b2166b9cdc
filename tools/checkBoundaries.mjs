/**
 * @file Checks that no file under src imports across a boundary (layers.mjs), that none import one another in a
 * circle, that no two export the same name, and that no file of the repository grows too long. Biome's rules cannot
 * tell types from values and know no order of layers, so all of these checks are here. Takes the folder to check, for
 * its test.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findCircles } from './circles.mjs'
import { exportedNames, namesakes } from './exportedNames.mjs'
import { judgeLength } from './fileLength.mjs'
import { findImports } from './imports.mjs'
import { findRemedy, resolveImport } from './layers.mjs'
import { root } from './root.mjs'
import { listFiles } from './sourceFiles.mjs'

const base = process.argv[2] ?? root
const FOLDERS = ['src', 'e2e', 'drills', 'bench', 'tools', 'models/training']
const CODE = /\.(tsx?|mjs|css|py)$/
/** Tests and what they share. */
const BESIDE = /^src\/testing\/|\.(test|long|testWorker)\.tsx?$|\/assembly\//
const ENDINGS = ['', '.ts', '.tsx', '/index.ts', '/index.tsx']

function countLines(text) {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

const files = FOLDERS.flatMap((folder) => listFiles(base, folder)).filter((file) => CODE.test(file))
const known = new Set(files)
const imports = new Map()
const names = new Map()
const failures = []
for (const file of files) {
  const text = readFileSync(join(base, file), 'utf8')
  const tooLong = judgeLength(file, countLines(text))
  if (tooLong) failures.push(tooLong)
  if (!/^src\/.*\.tsx?$/.test(file)) continue
  const targets = []
  for (const found of findImports(file, text)) {
    const remedy = findRemedy(file, found)
    if (remedy) failures.push(`${file}:${found.line} imports '${found.specifier}': ${remedy}`)
    const target = resolveImport(file, found.specifier.replace(/\?.*$/, ''))
    const path = target && ENDINGS.map((ending) => target + ending).find((candidate) => known.has(candidate))
    if (path) targets.push(path)
  }
  imports.set(file, targets)
  if (!BESIDE.test(file)) names.set(file, exportedNames(file, text))
}
for (const circle of findCircles(imports)) {
  failures.push(`${circle.join(' -> ')} is a circle: move what both ends need to a file that imports neither`)
}

for (const [name, exporters] of namesakes(names)) {
  failures.push(`${name} is exported by ${exporters.join(' and ')}: give each its own name`)
}

for (const failure of failures) console.error(`${failure}.`)
console.log(`Checked the imports and lengths of ${files.length} files: ${failures.length} to mend.`)
process.exitCode = failures.length > 0 ? 1 : 0
