import { expect, it, vi } from 'vitest'
import { ARCHITECTURE_TITLES } from './titles'

vi.mock('../tf', () => {
  throw new Error('tfjs is loaded')
})

it('descriptions of architectures need no tfjs and cover the registry', async () => {
  // Workers share the modules of their files.
  vi.resetModules()
  await expect(import('./registry'), 'what loads tfjs fails here').rejects.toThrow()
  const { ARCHITECTURE_DESCRIPTIONS } = await import('./descriptions')
  const names = ARCHITECTURE_DESCRIPTIONS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(Object.keys(ARCHITECTURE_TITLES).sort()).toEqual([...names].sort())
  vi.doUnmock('../tf')
  vi.resetModules()
  const { ARCHITECTURES } = await import('./registry')
  expect(ARCHITECTURES.map(({ name }) => name)).toEqual(names)
})
