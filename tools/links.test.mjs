import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anchorsOf, brokenLinks, relativeLinks } from './links.mjs'
import { root } from './root.mjs'
import { listFiles } from './sourceFiles.mjs'

const FOLDERS = ['bench', 'docs', 'drills', 'e2e', 'models', 'public', 'src', 'tools']

describe('the repository', () => {
  const atTop = readdirSync(root).filter((name) => name.endsWith('.md'))
  const pages = [...atTop, ...FOLDERS.flatMap((folder) => listFiles(root, folder))].filter((file) =>
    file.endsWith('.md'),
  )

  it('has no broken link', () => {
    expect(pages).toContain('docs/zoo.md')
    expect(brokenLinks(root, pages)).toEqual([])
  })

  it('has a README of at most 120 lines', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(120)
  })

  it('links every page of docs from the README or from a page linked there', () => {
    const linked = new Set(['README.md'])
    for (const page of linked) {
      const folder = new URL(page, 'file:///')
      for (const target of relativeLinks(readFileSync(join(root, page), 'utf8'))) {
        const path = decodeURIComponent(new URL(target, folder).pathname.slice(1))
        if (pages.includes(path)) linked.add(path)
      }
    }
    expect(pages.filter((page) => !linked.has(page))).toEqual([])
  })
})

describe('links', () => {
  let folder
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'links-'))
    mkdirSync(join(folder, 'docs'))
    writeFileSync(join(folder, 'docs', 'zoo.md'), "# The paper's claims\n\n```sh\n# no heading\n```\n")
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const broken = (text) => {
    writeFileSync(join(folder, 'page.md'), text)
    return brokenLinks(folder, ['page.md'])
  }

  it.each([
    ['a file', '[zoo](docs/zoo.md)'],
    ['a folder', '[docs](docs)'],
    ['a heading', '[zoo](docs/zoo.md#the-papers-claims)'],
    ['a heading of the same page', '# On top\n\n[up](#on-top)'],
    ['another site', '[arXiv](https://arxiv.org/abs/2409.20139)'],
    ['anything within code', '`[i](j)`\n\n```\n[a](b)\n```\n'],
  ])('may lead to %s', (_, text) => {
    expect(broken(text)).toEqual([])
  })

  it.each([
    ['a file that is missing', '[`zoo`](docs/zoo2.md)', 'docs/zoo2.md'],
    ['an image that is missing', '![zoo](docs/zoo.png)', 'docs/zoo.png'],
    ['a heading that is missing', '[zoo](docs/zoo.md#no-heading)', 'docs/zoo.md#no-heading'],
    ['a place outside', '[out](../elsewhere.md)', '../elsewhere.md'],
  ])('may not lead to %s', (_, text, target) => {
    expect(broken(text)).toEqual([`page.md: ${target}`])
  })

  it('have the same anchors as on GitHub', () => {
    expect(anchorsOf('# A `b` & c: D_e\n## [Link](x.md)\n## Twice\n## Twice\n')).toEqual([
      'a-b--c-d_e',
      'link',
      'twice',
      'twice-1',
    ])
  })
})
