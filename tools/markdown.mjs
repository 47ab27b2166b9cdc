/** @file What scripts write into the Markdown pages of the repository: tables, between marked lines. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** A table of cells in Markdown. */
export const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** `page` with what stands between the two lines that mark `what` replaced; throws where a line is missing. */
export function replaceBetween(page, { file, writer, what }, text) {
  const [first, last] = [`<!-- ${what}: written by ${writer} -->`, `<!-- end of ${what} -->`]
  const [begin, end] = [page.indexOf(first), page.indexOf(last)]
  if (begin < 0 || end < begin) throw new Error(`${file} lacks "${first}" before "${last}"; put both lines back.`)
  return `${page.slice(0, begin + first.length)}\n\n${text}\n\n${page.slice(end)}`
}

/** Writes a page of the repository anew from what it says. */
export function rewrite(file, change) {
  const path = join(root, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}
