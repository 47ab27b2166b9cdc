/** @file Checks that no code under src passes an array of any length as arguments. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { listFiles } from './sourceFiles.mjs'
import { findSpreads } from './spreads.mjs'

const isCode = (file) =>
  /\.tsx?$/.test(file) && !/\.(test|long)\.tsx?$|\/assembly\//.test(file) && !file.startsWith('src/testing/')
const files = listFiles(root, 'src').filter(isCode)
const failures = files.flatMap((file) =>
  findSpreads(file, readFileSync(join(root, file), 'utf8')).map(
    ({ line, called, remedy }) =>
      `${file}:${line} passes every value of an array to ${called}, which overflows the stack where there are many: ${remedy}`,
  ),
)
for (const failure of failures) console.error(`${failure}.`)
console.log(`Checked the arguments of calls in ${files.length} files: ${failures.length} to mend.`)
process.exitCode = failures.length > 0 ? 1 : 0
