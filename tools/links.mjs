/** @file Relative links of Markdown pages, and whether their target files and headings exist. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const LINK = /!?\[(?:[^\]]|\](?!\())*\]\(([^)\s]+)\)/g
const withoutCode = (page) =>
  page.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ' '))

/** Targets of all links of a page within the repository. */
export const relativeLinks = (page) =>
  [...withoutCode(page).matchAll(LINK)].map(([, target]) => target).filter((target) => !/^[a-z]+:/.test(target))

/** The anchors of a page's headings, as on GitHub. */
export function anchorsOf(page) {
  const seen = new Map()
  return page
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .split('\n')
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) => {
      const plain = line
        .replace(/^#+ /, '')
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
        .replaceAll(' ', '-')
      const times = seen.get(plain) ?? 0
      seen.set(plain, times + 1)
      return times === 0 ? plain : `${plain}-${times}`
    })
}

/** The broken links of the pages, each as "page: target". */
export function brokenLinks(base, pages) {
  return pages.flatMap((page) =>
    relativeLinks(readFileSync(join(base, page), 'utf8'))
      .filter((target) => !leadsSomewhere(base, page, decodeURIComponent(target)))
      .map((target) => `${page}: ${target}`),
  )
}

function leadsSomewhere(base, page, target) {
  const [path, anchor] = target.split('#')
  const file = path === '' ? page : normalize(join(dirname(page), path))
  if (file.startsWith('..') || !existsSync(join(base, file))) return false
  if (anchor === undefined) return true
  return statSync(join(base, file)).isFile() && anchorsOf(readFileSync(join(base, file), 'utf8')).includes(anchor)
}
