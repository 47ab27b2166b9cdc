import { expect, it } from 'vitest'
import { fromBase64, toBase64 } from './base64'

it.each([0, 1, 2, 3, 12_287, 12_288, 12_289, 100_000])(
  '%d bytes are the same text as in Node, and come back',
  (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 7919) % 256)
    const text = toBase64(bytes)
    expect(text).toBe(Buffer.from(bytes).toString('base64'))
    expect(fromBase64(text)).toEqual(bytes)
  },
)
