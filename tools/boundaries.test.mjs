import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRemedy } from './boundaries.mjs'
import { judgeLength } from './fileLength.mjs'
import { root } from './root.mjs'

const value = (specifier) => ({ specifier, typeOnly: false })
const type = (specifier) => ({ specifier, typeOnly: true })

describe('findRemedy', () => {
  it.each([
    ['src/engine/tf.ts', value('@tensorflow/tfjs')],
    ['src/engine/backend/wasm.ts', value('@tensorflow/tfjs-backend-wasm')],
    ['src/engine/gradients/input.test.ts', value('@tensorflow/tfjs')],
    ['src/engine/gradients/input.ts', value('../tf')],
    ['src/views/App.tsx', value('react')],
    ['src/views/App.tsx', type('../engine/attacks/types')],
    ['src/charts/heat.ts', type('../engine/edges/types')],
    ['src/client/client.ts', value('../engine/backend/types')],
    ['src/store/store.ts', value('zustand/vanilla')],
    ['src/store/reactions.ts', value('./reactor')],
    ['src/numbers/quantile.ts', value('./mean')],
    ['src/numbers/quantile.ts', type('../units')],
    ['src/numbers/quantile.test.ts', value('vitest')],
    ['src/views/compare/rows/edgesRow.tsx', value('../../../numbers/alignedMaps')],
    ['src/outcomes/shares.ts', value('./outcome')],
    ['src/engine/evaluation/judge.ts', value('../../outcomes/outcome')],
  ])('lets %s import %o', (file, found) => {
    expect(findRemedy(file, found)).toBeNull()
  })

  it.each([
    ['src/views/App.tsx', type('@tensorflow/tfjs'), 'only src/engine'],
    ['src/units.ts', value('@tensorflow/tfjs'), 'only src/engine'],
    ['src/views/App.test.tsx', value('@tensorflow/tfjs'), 'only src/engine'],
    ['src/engine/gradients/input.ts', value('@tensorflow/tfjs'), 'src/engine/tf.ts'],
    ['src/engine/tfjs.ts', value('@tensorflow/tfjs'), 'src/engine/tf.ts'],
    ['src/engine/tf.ts', value('react'), 'without React'],
    ['src/worker/worker.ts', type('react'), 'without React'],
    ['src/pictures/decode.ts', value('react-dom/client'), 'without React'],
    ['src/store/store.ts', value('zustand'), 'zustand/vanilla'],
    ['src/views/App.tsx', value('../engine/attacks/pgd'), 'import type'],
    ['src/charts/deep/heat.ts', value('../../engine'), 'import type'],
    ['src/charts/heat.ts', value('/src/engine/tf'), 'import type'],
    ['src/numbers/quantile.ts', value('d3'), 'plain arithmetic'],
    ['src/numbers/quantile.ts', type('../store/types'), 'plain arithmetic'],
    ['src/numbers/quantile.ts', value('../engine/gradients/norms'), 'plain arithmetic'],
    ['src/numbers/quantile.test.ts', value('react'), 'without React'],
    ['src/outcomes/shares.ts', value('../numbers/wilson'), 'only itself'],
    ['src/outcomes/shares.ts', value('react'), 'without React'],
  ])('stops %s from importing %o', (file, found, remedy) => {
    expect(findRemedy(file, found)).toContain(remedy)
  })
})

describe('judgeLength', () => {
  it('is silent at 300 lines, warns at 301 and fails at 401', () => {
    expect(judgeLength('src/a.ts', 300)).toBeNull()
    expect(judgeLength('src/a.ts', 301)?.verdict).toBe('warns')
    expect(judgeLength('src/a.ts', 400)?.verdict).toBe('warns')
    expect(judgeLength('src/a.ts', 401)?.verdict).toBe('fails')
  })
})

describe('checkBoundaries', () => {
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

  it('warns of a file of 350 lines and fails one of 450', () => {
    write('src/long.ts', '\n'.repeat(350))
    expect(check()).toMatchObject({ status: 0, stdout: expect.stringContaining('src/long.ts has 350 lines') })
    write('src/longer.css', '\n'.repeat(450))
    expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining('src/longer.css has 450 lines') })
  })
})
