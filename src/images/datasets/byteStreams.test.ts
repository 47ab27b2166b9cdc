import { gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { JobCancelled, UNCONTROLLED } from '../../engine/jobControl'
import { Refusal } from '../refusal'
import { PieceReader, readPieces } from './byteStreams'
import { joined } from './testArchives'

/** Bytes that cannot be compressed (a linear congruential generator's). */
const noise = (length: number) => {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return state >>> 24
  })
}

/** All pieces up to an error, and the error. */
async function readAll(pieces: AsyncIterable<Uint8Array>): Promise<{ bytes: Uint8Array; error: unknown }> {
  const read: Uint8Array[] = []
  try {
    for await (const piece of pieces) read.push(piece.slice())
    return { bytes: joined(...read), error: null }
  } catch (error) {
    return { bytes: joined(...read), error }
  }
}

const blobOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)])

describe('readPieces', () => {
  const bytes = noise(300_000)

  it.each([
    ['as it is', false, bytes],
    ['gzipped', true, gzipSync(bytes)],
  ])('returns a file %s', async (_, gzipped, stored) => {
    const read = await readAll(readPieces(blobOf(stored), gzipped, UNCONTROLLED))
    expect([read.error, Buffer.compare(read.bytes, bytes)]).toEqual([null, 0])
  })

  it('refuses a truncated archive, after part of its content', async () => {
    const cut = gzipSync(bytes).subarray(0, 200_000)
    const { bytes: begun, error } = await readAll(readPieces(blobOf(cut), true, UNCONTROLLED))
    expect(error).toBeInstanceOf(Refusal)
    expect(String(error)).toContain('is damaged or ends early, after 200000 of its bytes; fetch the whole file again')
    expect(Buffer.compare(begun, bytes.subarray(0, begun.length))).toBe(0)
  })

  it('refuses what is damaged or not gzipped at all', async () => {
    const damaged = gzipSync(bytes)
    damaged.fill(0xaa, 1000, 2000)
    for (const wrong of [damaged, bytes]) {
      expect((await readAll(readPieces(blobOf(wrong), true, UNCONTROLLED))).error).toBeInstanceOf(Refusal)
    }
  })

  it('stops if an archive unpacks to too much', async () => {
    const bomb = blobOf(gzipSync(new Uint8Array(20_000_000)))
    expect(bomb.size).toBeLessThan(30_000)
    const { bytes: begun, error } = await readAll(readPieces(bomb, true, UNCONTROLLED, 5 * 1024 * 1024))
    expect(String(error)).toContain('unpacks to more than 5 MB')
    expect(begun.length).toBeLessThanOrEqual(5 * 1024 * 1024)
  })

  it('reports a file that is gone', async () => {
    const stream = new ReadableStream({ pull: () => Promise.reject(new DOMException('gone', 'NotReadableError')) })
    const gone = { size: 100, stream: () => stream } as unknown as Blob
    expect(String((await readAll(readPieces(gone, false, UNCONTROLLED))).error)).toContain('was moved or changed')
  })

  it('reports bytes of the file, and stops when cancelled', async () => {
    const steps: number[][] = []
    const cancel = vi.fn()
    const stream = new ReadableStream({
      // Slow, so that checkpoints come: they are 30 ms apart.
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 35))
        controller.enqueue(new Uint8Array(1000))
      },
      cancel,
    })
    const endless = { size: 1_000_000, stream: () => stream } as unknown as Blob
    const control = {
      checkpoint: async (step: number, of: number) => {
        steps.push([step, of])
        if (steps.length === 3) throw new JobCancelled()
      },
    }
    const { error } = await readAll(readPieces(endless, false, control))
    expect(error).toBeInstanceOf(JobCancelled)
    expect(cancel).toHaveBeenCalledOnce()
    expect(steps.every(([step = 0, of]) => step > 0 && step % 1000 === 0 && of === 1_000_000)).toBe(true)
  })
})

describe('PieceReader', () => {
  it('returns as many bytes as requested, across pieces, and fewer at the end', async () => {
    async function* pieces() {
      for (const piece of [[1, 2], [], [3], [4, 5, 6, 7]]) yield Uint8Array.from(piece)
    }
    const reader = new PieceReader(pieces())
    expect([...(await reader.exactly(4))]).toEqual([1, 2, 3, 4])
    expect([...((await reader.some(2)) ?? [])]).toEqual([5, 6])
    expect([...(await reader.exactly(5))]).toEqual([7])
    expect(await reader.some(1)).toBeNull()
  })
})
