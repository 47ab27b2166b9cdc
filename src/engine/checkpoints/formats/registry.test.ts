import { afterAll, expect, it, vi } from 'vitest'

vi.mock('../../tf', () => {
  throw new Error('tfjs is loaded')
})

it('checkpoint formats are known to the page without tfjs, each in its own words', async () => {
  // Workers share the modules of their files.
  vi.resetModules()
  await expect(import('../loadClassifier'), 'what loads tfjs fails here').rejects.toThrow()
  const { CHECKPOINT_FORMATS } = await import('./registry')
  const words = CHECKPOINT_FORMATS.map(({ opens }) => opens)
  expect(new Set(words).size).toBe(words.length)
  expect(words).toContain('a zip or folder of manifest.json and weights.safetensors')
})

afterAll(() => {
  vi.doUnmock('../../tf')
  vi.resetModules()
})
