/**
 * @file Checks that no file under src imports across a boundary or grows too
 * long. Biome's noRestrictedImports can not tell types from values, so all
 * boundaries are kept here, in one place. Takes the folder to check, for its test.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRemedy } from './boundaries.mjs'
import { judgeLength } from './fileLength.mjs'
import { findImports } from './imports.mjs'
import { root } from './root.mjs'
import { listFiles } from './sourceFiles.mjs'

function countLines(text) {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

function findCrossings(file, text) {
  return findImports(file, text).flatMap((found) => {
    const remedy = findRemedy(file, found)
    return remedy ? [`${file}:${found.line} imports '${found.specifier}': ${remedy}`] : []
  })
}

const base = process.argv[2] ?? root
const failures = []
const warnings = []
const files = listFiles(base, 'src').filter((file) => /\.(tsx?|css)$/.test(file))
for (const file of files) {
  const text = readFileSync(join(base, file), 'utf8')
  const length = judgeLength(file, countLines(text))
  if (length) (length.verdict === 'fails' ? failures : warnings).push(length.message)
  if (!file.endsWith('.css')) failures.push(...findCrossings(file, text))
}

for (const warning of warnings) console.log(`Warning: ${warning}.`)
for (const failure of failures) console.error(`${failure}.`)
console.log(`Checked the imports and lengths of ${files.length} files: ${failures.length} to mend.`)
process.exitCode = failures.length > 0 ? 1 : 0
