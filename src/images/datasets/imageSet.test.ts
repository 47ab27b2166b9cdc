import { describe, expect, it, vi } from 'vitest'
import { JobCancelled, UNCONTROLLED } from '../../engine/jobControl'
import { ByteCache } from './byteCache'
import { arrangeInClasses } from './classFolders'
import { ImageSet } from './imageSet'
import { Problems } from './problems'
import { bytesOf, fakeDecode, readAll } from './testArchives'

async function createSet(files: Record<string, Uint8Array<ArrayBuffer>>) {
  const decode = vi.fn(fakeDecode)
  const images = Object.entries(files).map(([path, bytes]) => ({
    path,
    load: () => Promise.resolve(new Blob([bytes])),
  }))
  const problems = new Problems()
  return {
    decode,
    set: new ImageSet('pets', 'folder', await arrangeInClasses(images, problems, UNCONTROLLED), problems, decode),
  }
}

const grey = (value: number) => Uint8Array.of(value)

describe('ImageSet', () => {
  it('reads the requested images at the requested size, decoding each once per size', async () => {
    const { set, decode } = await createSet({ 'cat/1.png': grey(10), 'dog/1.png': grey(200) })
    const read = async (size: number) => (await readAll(set, size)).map(({ label, bytes }) => [label, ...bytes])
    expect(await read(1)).toEqual([
      [0, 10, 10, 10],
      [1, 200, 200, 200],
    ])
    expect(await read(1)).toEqual(await read(1))
    expect(decode).toHaveBeenCalledTimes(2)
    expect((await read(2)).map(({ length }) => length)).toEqual([13, 13])
    expect(decode).toHaveBeenCalledTimes(4)
  })

  it('leaves out a broken image, reporting and trying it once', async () => {
    const { set, decode } = await createSet({
      'cat/1.png': bytesOf('Text'),
      'cat/2.png': grey(5),
      'dog/1.png': grey(6),
    })
    for (let time = 0; time < 3; time++) {
      expect((await readAll(set, 1)).map(({ index, label }) => [index, label])).toEqual([
        [1, 0],
        [2, 1],
      ])
    }
    const message = '"cat/1.png" is a text; choose another image'
    expect(set.problems).toEqual({ count: 1, first: [{ name: 'cat/1.png', record: null, message }] })
    expect(decode).toHaveBeenCalledTimes(3)
  })

  it('returns a batch without images if none can be read', async () => {
    const { set } = await createSet({ 'cat/1.png': bytesOf('Text'), 'cat/2.png': grey(5) })
    const batches = []
    for await (const { indices } of set.read([0, 1], { size: 1, batchSize: 1 })) batches.push([...indices])
    expect(batches).toEqual([[], [1]])
  })

  it('stops when cancelled, and keeps what was read', async () => {
    const { set, decode } = await createSet({ 'cat/1.png': grey(1), 'cat/2.png': grey(2), 'cat/3.png': grey(3) })
    const times = [0, 40, 80, 120, 160, 200, 240][Symbol.iterator]()
    vi.spyOn(performance, 'now').mockImplementation(() => times.next().value ?? 0)
    const control = {
      checkpoint: async (step: number, of: number) => {
        expect(of).toBe(3)
        if (step === 2) throw new JobCancelled()
      },
    }
    const reading = set.read([0, 1, 2], { size: 1, batchSize: 3, control })
    await expect(reading.next()).rejects.toThrow(JobCancelled)
    vi.restoreAllMocks()
    expect(decode).toHaveBeenCalledTimes(2)
    await readAll(set, 1)
    expect(decode).toHaveBeenCalledTimes(3)
    expect(set.problems.count).toBe(0)
  })
})

describe('ByteCache', () => {
  const kept = (cache: ByteCache, ...keys: string[]) => keys.filter((key) => cache.get(key) !== undefined)

  it('drops what was used longest ago, and never exceeds its limit', () => {
    const cache = new ByteCache(10)
    for (const key of ['a', 'b', 'c']) cache.set(key, new Uint8Array(3))
    cache.get('a')
    cache.set('d', new Uint8Array(4))
    expect(kept(cache, 'a', 'b', 'c', 'd')).toEqual(['a', 'c', 'd'])
    cache.set('e', new Uint8Array(10))
    expect(kept(cache, 'a', 'b', 'c', 'd', 'e')).toEqual(['e'])
    cache.set('f', new Uint8Array(11))
    expect(kept(cache, 'e', 'f')).toEqual(['e'])
  })

  it('counts a replaced value once', () => {
    const cache = new ByteCache(10)
    for (let i = 0; i < 5; i++) cache.set('a', new Uint8Array(6))
    cache.set('b', new Uint8Array(4))
    expect(kept(cache, 'a', 'b')).toEqual(['a', 'b'])
  })
})
