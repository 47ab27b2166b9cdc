import { describe, expect, it, vi } from 'vitest'
import { UnpackingHere } from '../../../../testing/bombs/unpackHere'
import { messageOf } from '../../../../testing/sentence'
import { unpackInWorker } from './unpackInWorker'

const page = { codec: 'SNAPPY', packed: Uint8Array.of(3, 8, 1, 2, 3), bytes: 3 }

describe('pages unpacked in a worker', () => {
  it('come one after the other from a single worker', async () => {
    const create = vi.fn(() => new UnpackingHere())
    const { unpack } = unpackInWorker(create)
    const both = await Promise.all([unpack(page), unpack({ ...page, packed: Uint8Array.of(3, 8, 4, 5, 6) })])
    expect(both.map((bytes) => [...bytes])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ])
    expect(create).toHaveBeenCalledTimes(1)
  })

  it('are given up with the worker when one takes too long, and the next has a new one', async () => {
    vi.useFakeTimers()
    const hanging = Object.assign(new UnpackingHere(), { postMessage: async () => {}, terminate: vi.fn() })
    const workers = [hanging, new UnpackingHere()]
    const { unpack } = unpackInWorker(() => workers.shift() as UnpackingHere)
    const message = messageOf(() => unpack({ ...page, bytes: 20_000_000 }))
    const next = unpack(page)
    await vi.advanceTimersByTimeAsync(3001)
    expect(await message).toMatch(
      /^has a part that is not unpacked within 3 seconds, so its unpacking was ended; choose/,
    )
    expect(hanging.terminate).toHaveBeenCalledOnce()
    expect([...(await next)]).toEqual([1, 2, 3])
    vi.useRealTimers()
  })

  it.each(['BROTLI', 'LZO', 'SNAPPY'])('that are damaged or packed by %s are told as damaged', async (codec) => {
    const { unpack } = unpackInWorker(() => new UnpackingHere())
    await expect(unpack({ codec, packed: new Uint8Array(5), bytes: 3 })).rejects.toThrow('cannot be unpacked')
  })
})
