import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { JobCancelled } from '../../engine/jobControl'
import { messageOf } from '../../testing/sentence'
import { usedMemory } from '../../testing/usedMemory'
import { openDataSet } from './openDataSet'
import { bytesOf, dataFile, fakeDecode, joined, readAll, type ZipFile, zipOf } from './testArchives'
import type { DataSet } from './types'

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)))
const zip = fixture('pictures.zip')
const expected = JSON.parse(new TextDecoder().decode(fixture('expected.json'))).images
const open = (bytes: Uint8Array) => openDataSet([dataFile('pets.zip', bytes)], { decode: fakeDecode })

/** A file of a zip as it should be. */
const stored = (name: string, data: Uint8Array = bytesOf('data')): ZipFile => ({
  name,
  packed: data,
  crc32: crc32(data),
  size: data.length,
})
const deflated = (name: string, data: Uint8Array): ZipFile => ({
  ...stored(name, data),
  packed: deflateRawSync(data, { level: 9 }),
  method: 8,
})

/** What is told when the image cat/1.png is read, beside a good one. */
async function problemOf(file: Partial<ZipFile>) {
  const dataSet = await open(zipOf([{ ...stored('cat/1.png'), ...file }, stored('dog/1.png')]))
  const images = await readAll(dataSet, 2)
  expect(images.map(({ index }) => dataSet.nameOf(index))).toEqual(['dog/1.png'])
  expect(dataSet.problems.count).toBe(1)
  return dataSet.problems.first[0]?.message
}

describe('a zip of images', () => {
  it('contains what Python packed, stored and deflated', async () => {
    const decoded = new Map<string, string>()
    const decode: typeof fakeDecode = async (file, name, size) => {
      const bytes = new Uint8Array(await file.arrayBuffer())
      decoded.set(name, createHash('sha256').update(bytes).digest('hex'))
      return fakeDecode(file, name, size)
    }
    const dataSet = await openDataSet([dataFile('pets.zip', zip)], { decode })
    expect(dataSet).toMatchObject({ name: 'pets.zip', format: 'zip of images', classes: ['cat', 'dog'], size: null })
    const read = await readAll(dataSet, 2)
    const files = Array.from(dataSet.labels, (label, index) => {
      const name = dataSet.nameOf(index)
      return { name, label, file: decoded.get(name) }
    })
    expect(files).toEqual(expected.map(({ name, label, file }: Record<string, unknown>) => ({ name, label, file })))
    expect(read.map(({ index }) => index)).toEqual([0, 1, 2, 4])
    expect(dataSet.problems.first.map(({ name }) => name)).toEqual(['pets/notes.txt', 'pets/dog/broken.png'])
  })

  it('is not unpacked before its images are requested, and then only these', async () => {
    const loaded: string[] = []
    const decode: typeof fakeDecode = (file, name, size) => {
      loaded.push(name)
      return fakeDecode(file, name, size)
    }
    const dataSet = await openDataSet([dataFile('pets.zip', zip)], { decode })
    expect(loaded).toEqual([])
    await dataSet.read([2], { size: 2, batchSize: 4 }).next()
    expect(loaded).toEqual(['pets/dog/1.png'])
  })

  it('is refused if truncated, at every length', async () => {
    const message =
      '"pets.zip" is not a whole zip: its list of files, at its end, is missing or damaged; fetch or pack it again.'
    for (const length of [4, 30, 500, 800, zip.length - 30, zip.length - 1]) {
      expect(await messageOf(() => open(zip.subarray(0, length)))).toBe(message)
    }
  })

  it('is read even if another zip precedes it', async () => {
    const last = zipOf([stored('cat/1.png', bytesOf('one')), deflated('dog/1.png', bytesOf('two'))])
    const images = await readAll(await open(joined(zipOf([stored('cow/1.png')]), last)), 1)
    expect(images.map(({ bytes }) => bytes[0])).toEqual([...bytesOf('ot')])
  })

  it('keeps less than a kilobyte for each image', async () => {
    const count = 4000
    const one = stored('')
    const zip = zipOf(Array.from({ length: count }, (_, i) => ({ ...one, name: `train/${i % 50}/image_${i}.png` })))
    await open(zip.slice())
    const before = usedMemory()
    const dataSet = await open(zip)
    expect(usedMemory() - before).toBeLessThan(count * 1000)
    expect(dataSet.labels).toHaveLength(count)
  })

  it('without images is refused', async () => {
    const message = '"pets.zip" has no images in class folders; make one folder per class, named after the class.'
    expect(await messageOf(() => open(zipOf([])))).toBe(message)
    expect(await messageOf(() => open(zipOf([stored('notes.txt')])))).toBe(message)
  })

  it('stops listing when cancelled', async () => {
    // Checkpoints come 30 ms apart.
    const times = Array.from({ length: 100 }, (_, i) => 40 * i)[Symbol.iterator]()
    vi.spyOn(performance, 'now').mockImplementation(() => times.next().value ?? 0)
    const control = { checkpoint: () => Promise.reject(new JobCancelled()) }
    const opening = openDataSet([dataFile('pets.zip', zip)], { decode: fakeDecode, control })
    await expect(opening).rejects.toThrow(JobCancelled)
    vi.restoreAllMocks()
  })
})

describe('an untrusted zip', () => {
  it.each<[string, Partial<ZipFile>, string]>([
    ['a path out of it', { name: '../../cat/1.png' }, 'has a path that leads out of its archive, so it is left out'],
    ['a link', { mode: 0o120777 }, '"cat/1.png" is a link, so it is left out; pack the image itself'],
    ['an encrypted image', { flags: 0x801 }, '"cat/1.png" is encrypted; pack it again without a password'],
    ['another packing', { method: 14 }, '"cat/1.png" is packed in a way that this page does not read'],
    ['bytes that were changed', { crc32: 1 }, '"cat/1.png" is damaged in its zip; fetch or pack the zip again'],
    ['bytes that are elsewhere', { offset: 7 }, '"cat/1.png" is damaged in its zip; fetch or pack the zip again'],
    ['no deflated bytes', { method: 8 }, '"cat/1.png" is damaged in its zip; fetch or pack the zip again'],
    ['an empty image', stored('cat/1.png', new Uint8Array(0)), '"cat/1.png" is an empty file; choose another image'],
    ['a text', stored('cat/1.png', bytesOf('Text.')), '"cat/1.png" is a text; choose another image'],
    ['a huge image', { size: 40 * 1024 * 1024 }, '"cat/1.png" is 40 MB large, more than the 32 MB allowed'],
  ])('with %s: it is reported, and the rest is read', async (_, file, message) => {
    expect(await problemOf(file)).toContain(message)
  })

  it('that claims to unpack to little is stopped at the size that it claims', async () => {
    const bomb = deflated('cat/1.png', new Uint8Array(30_000_000))
    expect(bomb.packed.length).toBeLessThan(40_000)
    expect(await problemOf({ ...bomb, size: 1000 })).toContain('is damaged in its zip')
  })

  it('whose files share their bytes is refused', async () => {
    const data = new Uint8Array(2000)
    const files = Array.from({ length: 5 }, (_, i) => ({ ...stored(`cat/${i}.png`, data), offset: 0 }))
    const first = zipOf(files.slice(0, 1))
    const whole = zipOf(files)
    // The local part of one file, and the list of all five.
    const end = new DataView(whole.buffer).getUint32(whole.length - 6, true)
    const start = new DataView(first.buffer).getUint32(first.length - 6, true)
    const shared = new Uint8Array(start + whole.length - end)
    shared.set(first.subarray(0, start))
    shared.set(whole.subarray(end), start)
    new DataView(shared.buffer).setUint32(shared.length - 6, start, true)
    expect(await messageOf(() => open(shared))).toBe(
      '"pets.zip" is a zip whose files share bytes, like a zip bomb; pack the files again.',
    )
  })

  it('with an endless list of files is not read', async () => {
    const end = zip.slice(-22)
    // A list of 100 MB, which does lie in the file.
    new DataView(end.buffer).setUint32(12, 100_000_000, true)
    new DataView(end.buffer).setUint32(16, 0, true)
    const parts: BlobPart[] = [zip, new Uint8Array(100_000_000 - zip.length), end]
    const opening = openDataSet([{ path: 'pets.zip', blob: new Blob(parts) }], { decode: fakeDecode })
    await expect(opening).rejects.toThrow('"pets.zip" has more than the 250,000 files allowed; pack fewer')
  })

  it('with any wrong byte is refused, or read without its broken images', async () => {
    for (let at = 0; at < zip.length; at += 11) {
      const wrong = zip.slice()
      wrong[at]! ^= 0xff
      const opened = await open(wrong).catch((error: unknown) => error)
      if (opened instanceof Error) expect([at, opened.message]).toEqual([at, expect.stringMatching(/^"pets.zip" .*; /)])
      else expect((await readAll(opened as DataSet, 1)).length).toBeGreaterThan(0)
    }
  })
})
