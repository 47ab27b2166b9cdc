import { createHash } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { sha256Of } from './sha256'

it.each([0, 1, 1000])('a hash of %i bytes is the same in browsers without crypto.subtle', async (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => i)
  const wanted = createHash('sha256').update(bytes).digest('hex')
  expect(await sha256Of(bytes)).toBe(wanted)
  vi.stubGlobal('crypto', {})
  expect(await sha256Of(bytes)).toBe(wanted)
})
