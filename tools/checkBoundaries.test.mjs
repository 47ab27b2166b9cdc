import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { root } from './root.mjs'

let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gradlens-boundaries-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function check() {
  return spawnSync(process.execPath, [join(root, 'tools', 'checkBoundaries.mjs'), folder], { encoding: 'utf8' })
}

it('passes types and fails values, naming file, line and remedy', () => {
  write(
    'src/views/Fine.tsx',
    "import type { Attack } from '../engine/attacks/types'\nexport const fine: Attack | null = null\n",
  )
  expect(check()).toMatchObject({ status: 0 })

  write(
    'src/views/Wrong.tsx',
    "import { useState } from 'react'\nimport { attack } from '../engine/attacks/pgd'\nattack(useState)\n",
  )
  const { status, stderr } = check()
  expect(status).toBe(1)
  expect(stderr).toContain("src/views/Wrong.tsx:2 imports '../engine/attacks/pgd': views and charts take only types")
  expect(stderr).not.toContain('Fine')
})

it('fails an import upwards, even of types', () => {
  write('src/store/a.ts', "import type { B } from '../app/b'\nexport type A = B\n")
  write('src/app/b.ts', 'export type B = 1\n')
  expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining('store stands below app') })
})

it('fails an import from one view to another', () => {
  write('src/views/compare/A.tsx', "import { B } from '../training/B'\nexport const A = B\n")
  write('src/views/training/B.tsx', 'export const B = 1\n')
  expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining('never one another') })
})

it('fails a circle, even of types, and names its files', () => {
  write('src/store/a.ts', "import type { B } from './b'\nexport type A = B\n")
  write('src/store/b.ts', "import type { A } from './a'\nexport type B = A | 1\n")
  expect(check()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('src/store/a.ts -> src/store/b.ts -> src/store/a.ts is a circle'),
  })
})

it.each(['src/a.ts', 'src/views/styles/a.css', 'models/training/a.py', 'tools/a.mjs', 'e2e/a.spec.ts'])(
  'lets %s have 350 lines and not 351',
  (path) => {
    write(path, '\n'.repeat(350))
    expect(check()).toMatchObject({ status: 0 })
    write(path, '\n'.repeat(351))
    expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining(`${path} has 351 lines`) })
  },
)
