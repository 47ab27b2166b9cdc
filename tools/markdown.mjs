/** @file Tables that scripts write into the Markdown pages of the repository, between marked lines. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

/** A table of cells in Markdown. */
export const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** `page` with everything between the two lines that mark `what` replaced; throws if a line is missing. */
export function replaceBetween(page, { file, writer, what }, text) {
  const [first, last] = [`<!-- ${what}: written by ${writer} -->`, `<!-- end of ${what} -->`]
  const [begin, end] = [page.indexOf(first), page.indexOf(last)]
  if (begin < 0 || end < begin) throw new Error(`${file} lacks "${first}" before "${last}"; put both lines back.`)
  return `${page.slice(0, begin + first.length)}\n\n${text}\n\n${page.slice(end)}`
}

/** Rewrites a page of the repository from its present text. */
export function rewrite(file, change) {
  const path = join(root, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}
