/** @file Checks that no text under src has a plural after a number that may be 1. Takes the folder to check, for its test. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPlurals } from './plurals.mjs'
import { root } from './root.mjs'
import { listFiles } from './sourceFiles.mjs'

const base = process.argv[2] ?? root
const isText = (file) => /\.tsx?$/.test(file) && !/\.(test|long)\.tsx?$/.test(file) && !file.startsWith('src/testing/')
const files = listFiles(base, 'src').filter(isText)
const failures = files.flatMap((file) =>
  findPlurals(file, readFileSync(join(base, file), 'utf8')).map(
    ({ line, value, plural }) =>
      `${file}:${line} has "${plural}" after ${value}, which may be 1: use countOf or byCount of src/countOf.ts`,
  ),
)
for (const failure of failures) console.error(`${failure}.`)
console.log(`Checked the plurals of ${files.length} files: ${failures.length} to mend.`)
process.exitCode = failures.length > 0 ? 1 : 0
