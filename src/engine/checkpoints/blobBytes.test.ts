import { expect, it } from 'vitest'
import { expectSentence, messageOf } from '../../testing/sentence'
import { blobBytes } from './blobBytes'

it('reading a file returns the bytes asked for, and fewer at its end', async () => {
  const blob = new Blob([Uint8Array.of(0, 1, 2, 3)])
  expect([...(await blobBytes(blob, 1, 2))]).toEqual([1, 2])
  expect([...(await blobBytes(blob, 3, 2))]).toEqual([3])
})

it('a file that was changed since it was chosen is named', async () => {
  const gone = { slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) }
  expectSentence(await messageOf(() => blobBytes(gone as unknown as Blob, 0, 1)), 'moved or changed')
})
