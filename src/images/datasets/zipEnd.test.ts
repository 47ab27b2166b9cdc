import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { bytesOf, joined, zipOf } from './testArchives'
import { endOfList } from './zipEnd'
import { listEntries } from './zipEntries'

const END_BYTES = 22

/** As PyTorch ends every zip: with a 64-bit end before the short one, which repeats its numbers. */
function withBothEnds(zip: Uint8Array, files: number): Uint8Array<ArrayBuffer> {
  const end = zip.slice(-END_BYTES)
  const view = new DataView(end.buffer)
  const wide = endOfList(view.getUint32(16, true), view.getUint32(12, true), files)
  return joined(zip.subarray(0, -END_BYTES), wide.subarray(0, -END_BYTES), end)
}

const stored = (name: string) => {
  const packed = bytesOf('data')
  return { name, packed, crc32: crc32(packed), size: packed.length }
}

it('a zip with both ends has all of its files, however long their names are', async () => {
  for (let length = 1; length <= 80; length++) {
    const names = ['a'.repeat(length), 'b', 'c/d']
    const entries = await listEntries(new Blob([withBothEnds(zipOf(names.map(stored)), names.length)]))
    expect(entries.map(({ path }) => path)).toEqual(names)
  }
})

it('so has one that follows other bytes', async () => {
  const names = ['a'.repeat(30), 'b']
  const zip = joined(new Uint8Array(100), withBothEnds(zipOf(names.map(stored)), names.length))
  expect((await listEntries(new Blob([zip]))).map(({ path }) => path)).toEqual(names)
})
