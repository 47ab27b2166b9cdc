import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isBuildCurrent } from './buildAge.mjs'
import { findMismatch } from './lockMatch.mjs'
import { nodeVersionProblem } from './nodeVersion.mjs'
import { root } from './root.mjs'

it.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0'])('accepts Node %s', (version) => {
  expect(nodeVersionProblem(version)).toBeNull()
})

it.each(['14.21.3', '18.20.0', '20.18.3', '21.7.0', '22.11.0'])('refuses Node %s', (version) => {
  expect(nodeVersionProblem(version)).toContain(version)
})

describe('findMismatch', () => {
  const a = { version: '1.0.0', integrity: 'sha512-a' }
  const lock = { packages: { '': {}, 'node_modules/a': a, 'node_modules/b': { version: '2.0.0', optional: true } } }

  it('accepts what the lock file lists, with optional packages missing and others added', () => {
    expect(findMismatch(lock, { packages: { 'node_modules/a': a, 'node_modules/c': a } })).toBeNull()
  })

  it('names what is missing or different', () => {
    expect(findMismatch(lock, {})).toBe('node_modules/a is missing')
    const older = { 'node_modules/a': { ...a, version: '0.9.0' } }
    expect(findMismatch(lock, { packages: older })).toBe('node_modules/a is 0.9.0, not 1.0.0')
    const changed = { 'node_modules/a': { ...a, integrity: 'sha512-b' } }
    expect(findMismatch(lock, { packages: changed })).toContain('does not have the contents')
  })
})

it('has a lock file with the packages of every system, which npm ci needs', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  )
  expect(missing).toEqual([])
})

describe('isBuildCurrent', () => {
  let folder

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gradlens-build-'))
    touch('src/deep/a.ts', 100)
    touch('index.html', 100)
    touch('dist/index.html', 200)
    for (const path of ['src', 'src/deep']) utimesSync(join(folder, path), 100, 100)
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  function touch(path, seconds) {
    const full = join(folder, path)
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, '')
    utimesSync(full, seconds, seconds)
  }

  it('accepts a build newer than all sources', () => expect(isBuildCurrent(folder)).toBe(true))

  it('refuses a missing build', () => {
    rmSync(join(folder, 'dist'), { recursive: true })
    expect(isBuildCurrent(folder)).toBe(false)
  })

  it('refuses a build older than a change or deletion of a source', () => {
    touch('src/deep/a.ts', 300)
    expect(isBuildCurrent(folder)).toBe(false)
    rmSync(join(folder, 'src', 'deep', 'a.ts'))
    expect(isBuildCurrent(folder)).toBe(false)
  })

  it('checks weights and manifests of the models, but not models/training', () => {
    touch('models/notes.md', 300)
    touch('models/training/log.json', 300)
    utimesSync(join(folder, 'models'), 100, 100)
    expect(isBuildCurrent(folder)).toBe(true)
    touch('models/small/weights.safetensors', 300)
    expect(isBuildCurrent(folder)).toBe(false)
  })
})
