import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCarriedText, withCarriedText } from './carriedText'

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** One black pixel. */
const PNG = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])),
  chunk('IDAT', deflateSync(Buffer.from([0, 0, 0, 0]))),
  chunk('IEND', Buffer.alloc(0)),
])

const readFrom = (bytes: Uint8Array) => readCarriedText(new Blob([new Uint8Array(bytes)]))

it('any text comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 2000 }), async (text) => {
      expect(await readFrom(withCarriedText(PNG, text))).toBe(text)
    }),
    { numRuns: 100 },
  )
})

it('the chunk is one that zlib finds right, and all else stays as it was', () => {
  const carrying = Buffer.from(withCarriedText(PNG, '{"ε": "8/255"}'))
  const length = carrying.readUInt32BE(33)
  expect(carrying.subarray(37, 41).toString('latin1')).toBe('iTXt')
  expect(carrying.readUInt32BE(41 + length)).toBe(crc32(carrying.subarray(37, 41 + length)))
  expect(Buffer.concat([carrying.subarray(0, 33), carrying.subarray(45 + length)])).toEqual(PNG)
})

it('a PNG without a text, another file or an empty one carries none', async () => {
  for (const bytes of [PNG, Buffer.from('GIF89a'), Buffer.alloc(0), PNG.subarray(0, 20)]) {
    expect(await readFrom(bytes)).toBeNull()
  }
})

it('a file that is cut off or damaged anywhere carries none, or the whole text', async () => {
  const carrying = withCarriedText(PNG, 'the state')
  await fc.assert(
    fc.asyncProperty(fc.nat(carrying.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const damaged = carrying.slice()
      damaged[at] = (damaged[at] ?? 0) ^ by
      expect([null, 'the state']).toContain(await readFrom(damaged))
      expect([null, 'the state']).toContain(await readFrom(carrying.subarray(0, at)))
    }),
  )
})

it('a chunk that says it is of gigabytes is not read', async () => {
  const huge = Buffer.from(withCarriedText(PNG, 'the state'))
  huge.writeUInt32BE(0xfffffff0, 33)
  expect(await readFrom(huge)).toBeNull()
})

it('the text of another program is not ours', async () => {
  const other = chunk('iTXt', Buffer.from('Comment\0\0\0\0\0the state'))
  expect(await readFrom(Buffer.concat([PNG.subarray(0, 33), other, PNG.subarray(33)]))).toBeNull()
})

it('a text that is too long is refused in a sentence', () => {
  expect(() => withCarriedText(PNG, 'x'.repeat(70_000))).toThrow(/70,?\d+ bytes.*save the SVG/)
  expect(() => withCarriedText(Buffer.from('GIF89a'), 'x')).toThrow(/cannot be put/)
})
