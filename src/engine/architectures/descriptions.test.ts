import { expect, it, vi } from 'vitest'
import { ARCHITECTURE_TITLES } from './titles'

vi.mock('../tf', () => {
  throw new Error('tfjs is loaded')
})

it('descriptions of architectures need no tfjs and cover the registry', async () => {
  // Workers share the modules of their files.
  vi.resetModules()
  await expect(import('./resnet/network'), 'what loads tfjs fails here').rejects.toThrow()
  const { ARCHITECTURE_DESCRIPTIONS } = await import('./descriptions')
  const names = ARCHITECTURE_DESCRIPTIONS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(Object.keys(ARCHITECTURE_TITLES).sort()).toEqual([...names].sort())
  vi.doUnmock('../tf')
  vi.resetModules()
  const { ARCHITECTURE_NAMES, loadArchitecture } = await import('./registry')
  expect([...ARCHITECTURE_NAMES].sort()).toEqual([...names].sort())
  for (const name of ARCHITECTURE_NAMES) expect((await loadArchitecture(name)).name).toBe(name)
})
