import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import type { ReadBytes } from '../../../engine/checkpoints/loadClassifier'
import { JobCancelled, UNCONTROLLED } from '../../../engine/jobControl'
import { messageOf } from '../../../testing/sentence'
import expected from '../fixtures/built-in.json'
import type { DataSet } from '../types'
import { openBuiltIn } from './openBuiltIn'
import { BUILT_IN_DATA_SETS } from './registry'

const file = new Uint8Array(readFileSync(new URL('../../../../public/data/fashion-mnist/images.bin', import.meta.url)))
const unpacked = new Uint8Array(gunzipSync(file))

const gives =
  (bytes: Uint8Array): ReadBytes =>
  async (_name, _url, _maxBytes, onBytes) => {
    await onBytes?.(bytes.length)
    return bytes.slice().buffer
  }

const open = (bytes: Uint8Array) => openBuiltIn('fashion-mnist', UNCONTROLLED, gives(bytes))

async function hashOfPixels(dataSet: DataSet, start: number, count: number): Promise<string> {
  const hash = sha256.create()
  const indices = Uint32Array.from({ length: count }, (_, i) => start + i)
  for await (const { pixels } of dataSet.read(indices, { size: 32, batchSize: 100 })) hash.update(pixels)
  return bytesToHex(hash.digest())
}

describe('the built-in Fashion-MNIST', () => {
  it('is, pixel for pixel, what the models were trained on', async () => {
    const dataSet = await open(file)
    expect(dataSet).toMatchObject({ name: 'Fashion-MNIST', classes: expected.classes, size: 32 })
    expect(dataSet.splits).toEqual([
      { name: 'train', start: 0, count: 4000 },
      { name: 'test', start: 4000, count: 1000 },
    ])
    for (const { name, start, count } of dataSet.splits) {
      const of = expected.splits[name as 'train' | 'test']
      const labels = Uint8Array.from(dataSet.labels.subarray(start, start + count))
      expect(bytesToHex(sha256(labels))).toBe(of.sha256OfLabels)
      expect(await hashOfPixels(dataSet, start, count)).toBe(of.sha256OfPixels)
    }
  })

  it('names images by their index in the original split', async () => {
    const dataSet = await open(file)
    expect(dataSet.nameOf(1)).toBe(`training image ${expected.splits.train.firstPlaces[1]}`)
    expect(dataSet.nameOf(4000)).toBe(`test image ${expected.splits.test.firstPlaces[0]}`)
    expect(() => dataSet.nameOf(5000)).toThrow(RangeError)
  })

  it('begins each split with one image of every class', async () => {
    const { labels } = await open(file)
    for (const start of [0, 2340, 4000])
      expect([...labels.subarray(start, start + 10)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('is resized to other sizes on request', async () => {
    const dataSet = await open(file)
    for await (const { pixels, size } of dataSet.read([0, 1, 2], { size: 64, batchSize: 3 })) {
      expect(pixels).toHaveLength(3 * 64 * 64 * 3)
      expect(size).toBe(64)
    }
  })

  it('also opens if the server has unpacked it on the way', async () => {
    expect((await open(unpacked)).labels).toEqual((await open(file)).labels)
  })

  it('is the file described by the attribution and the registry', () => {
    const hash = bytesToHex(sha256(file))
    const attribution = readFileSync(
      new URL('../../../../public/data/fashion-mnist/ATTRIBUTION.md', import.meta.url),
      'utf8',
    )
    expect(attribution).toContain(hash)
    expect(hash).toBe(expected.sha256OfFile)
    expect(file.length).toBe(BUILT_IN_DATA_SETS['fashion-mnist'].bytes)
  })

  it('has the classes and splits announced before it is fetched', async () => {
    const { classes, splits } = await open(file)
    expect(BUILT_IN_DATA_SETS['fashion-mnist']).toMatchObject({ classes, splits })
  })

  it('reports its progress in bytes, and stops when cancelled', async () => {
    const told: [number, number][] = []
    await openBuiltIn('fashion-mnist', { checkpoint: async (...progress) => void told.push(progress) }, gives(file))
    expect(told).toEqual([[file.length, file.length]])
    const cancelled = { checkpoint: () => Promise.reject(new JobCancelled()) }
    await expect(openBuiltIn('fashion-mnist', cancelled, gives(file))).rejects.toThrow(JobCancelled)
  })
})

describe('a damaged file', () => {
  const withLabel = unpacked.slice()
  withLabel[unpacked.indexOf(0x0a) + 1] = 10

  it.each([
    ['is another', Uint8Array.of(1, 2, 3), 'does not begin with the header of grey images; reload the page'],
    ['is empty', new Uint8Array(0), 'does not begin with the header'],
    ['is cut short', unpacked.subarray(0, 1_000_000), 'has 1,000,000 bytes where its header says 3,9'],
    ['is cut short while packed', file.subarray(0, 1_000_000), 'is damaged or ends early, after 1000000 of its bytes'],
    ['has a class too many', withLabel, 'has the label 10 where there are 10 classes'],
    ['lacks the page of a host', new TextEncoder().encode('<!doctype html>\n<html>'), 'does not begin with the header'],
  ])('is reported if it %s', async (_, bytes, message) => {
    expect(await messageOf(() => open(bytes))).toContain(`The file of "Fashion-MNIST" ${message}`)
  })

  it('cannot be requested by another name', async () => {
    expect(await messageOf(() => openBuiltIn('constructor' as 'fashion-mnist'))).toBe(
      'The data set "constructor" does not come with the page; use fashion-mnist.',
    )
  })
})
