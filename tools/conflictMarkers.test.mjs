import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './root.mjs'
import { listFiles } from './sourceFiles.mjs'

// Put together, so that this file has none.
const MARKER = new RegExp(`^(${'<'.repeat(7)}|${'>'.repeat(7)}) `, 'm')
const FOLDERS = ['bench', 'docs', 'drills', 'e2e', 'models', 'public', 'src', 'tools']
const TEXT = /\.(ts|tsx|mjs|py|css|html|json|md|toml|yml|yaml|jsonl)$/

describe('the repository', () => {
  it('has no mark of a merge that was left unresolved', () => {
    const texts = FOLDERS.flatMap((folder) => listFiles(root, folder)).filter((path) => TEXT.test(path))
    expect(texts.length).toBeGreaterThan(1000)
    expect(texts.filter((path) => MARKER.test(readFileSync(join(root, path), 'utf8')))).toEqual([])
  })
})
