/** @file What only a browser does: decode images, and unpack in its own way. Compared with what Python reads. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import { UNCONTROLLED } from '../../engine/jobControl'
import { readPieces } from './byteStreams'
import expected from './fixtures/expected.json'
import hubExpected from './fixtures/hub/expected.json'
import { openHubDataSet } from './hub/openHubDataSet'
import { openDataSet } from './openDataSet'
import { joined, readAll } from './testArchives'
import type { DataFile, DataSet } from './types'

const urls = import.meta.glob<string>(
  ['./fixtures/*.{gz,zip}', './fixtures/hub/*.parquet', '../../../e2e/fixtures/*.{png,jpg,webp}'],
  {
    query: '?url',
    import: 'default',
    eager: true,
  },
)

async function fixture(path: string): Promise<Blob> {
  const url = urls[path]
  if (url === undefined) throw new Error(`there is no fixture ${path}; run make_fixtures.py beside it`)
  return (await fetch(url)).blob()
}

async function openFixture(name: string): Promise<DataSet> {
  return openDataSet([{ path: name, blob: await fixture(`./fixtures/${name}`) }])
}

async function describeImages(dataSet: DataSet, size: number) {
  return (await readAll(dataSet, size)).map(({ index, label, bytes }) => ({
    name: dataSet.nameOf(index),
    label,
    sha256: bytesToHex(sha256(bytes)),
  }))
}

it("reads CIFAR-10's archive as Python does", async () => {
  expect(await describeImages(await openFixture('cifar-10-binary.tar.gz'), 32)).toEqual(expected.cifar10)
})

it('reads a zip’s images as Pillow does, and names the broken one', async () => {
  const dataSet = await openFixture('pictures.zip')
  const whole = expected.images.filter(({ sha256 }) => sha256 !== null)
  expect(await describeImages(dataSet, 8)).toEqual(whole.map(({ name, label, sha256 }) => ({ name, label, sha256 })))
  expect(dataSet.problems.first.map(({ message }) => message)).toEqual([
    expect.stringContaining('"pets/notes.txt" does not have an image'),
    expect.stringContaining(
      '"pets/dog/broken.png" is not a PNG, JPEG, WebP, AVIF, GIF or BMP image (it begins with the text "This',
    ),
  ])
})

it('reads images of a parquet file of the hub as pyarrow and Pillow do', async () => {
  const endpoint = 'http://hub.test'
  const file = await fixture('./fixtures/hub/train-1.parquet')
  const hub: typeof fetch = async (url, init) => {
    if (url === `${endpoint}/api/datasets/shapes/parquet`) {
      return Response.json({ default: { train: [`${endpoint}/train-1.parquet`] } })
    }
    if (init?.method === 'HEAD') return new Response(null, { headers: { 'Content-Length': `${file.size}` } })
    const [start, last] = new Headers(init?.headers).get('Range')!.slice('bytes='.length).split('-').map(Number)
    return new Response(file.slice(start, last! + 1), { status: 206 })
  }
  const dataSet = await openHubDataSet({ id: 'shapes', endpoint }, { fetch: hub })
  const read = await readAll(dataSet, 8)
  expect(read.map(({ label, bytes }) => ({ label, sha256OfPixels: bytesToHex(sha256(bytes)) }))).toEqual(
    hubExpected.rows['train-1'].map(({ label, sha256OfPixels }) => ({ label, sha256OfPixels })),
  )
})

it('reads a folder of images of any kind and size', async () => {
  const names = ['exact_32x32.png', 'photo.jpg', 'photo.webp', 'truncated.jpg', 'huge_12000x9000.png']
  const files: DataFile[] = []
  for (const [i, name] of names.entries()) {
    files.push({ path: `set/class${i % 2}/${name}`, blob: await fixture(`../../../e2e/fixtures/${name}`) })
  }
  const dataSet = await openDataSet(files)
  const read = await readAll(dataSet, 32)
  expect(read.map(({ index, bytes }) => [dataSet.nameOf(index), bytes.length])).toEqual([
    ['set/class0/exact_32x32.png', 3072],
    ['set/class0/photo.webp', 3072],
    ['set/class1/photo.jpg', 3072],
  ])
  expect(dataSet.problems.first.map(({ name }) => name)).toEqual([
    'set/class0/huge_12000x9000.png',
    'set/class1/truncated.jpg',
  ])
})

it('reads as much of a truncated archive as can be unpacked, however slowly', async () => {
  const bytes = new Uint8Array(1_500_000)
  // What cannot be compressed away; 65,536 bytes are the most at once.
  for (let start = 0; start < bytes.length; start += 65_536) {
    crypto.getRandomValues(bytes.subarray(start, Math.min(start + 65_536, bytes.length)))
  }
  const packed = await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).blob()
  const lengths: number[] = []
  for (const delay of [null, 0, 3]) {
    const read: Uint8Array[] = []
    const reading = async () => {
      for await (const piece of readPieces(packed.slice(0, 1_000_003), true, UNCONTROLLED)) {
        read.push(piece)
        if (delay !== null) await new Promise((resolve) => setTimeout(resolve, delay))
      }
    }
    await expect(reading()).rejects.toThrow('is damaged or ends early, after 1000003 of its bytes')
    const whole = joined(...read)
    expect(bytesToHex(sha256(whole))).toBe(bytesToHex(sha256(bytes.subarray(0, whole.length))))
    lengths.push(whole.length)
  }
  expect(new Set(lengths).size, `lengths ${lengths}`).toBe(1)
  // Noise is stored as it is, with a few bytes more.
  expect(lengths[0]).toBeGreaterThan(990_000)
})

it('stops when the browser unpacks a bomb', async () => {
  const bomb = new Blob([new Uint8Array(20_000_000)]).stream().pipeThrough(new CompressionStream('gzip'))
  const reading = async () => {
    for await (const _ of readPieces(await new Response(bomb).blob(), true, UNCONTROLLED, 5 * 1024 * 1024));
  }
  await expect(reading()).rejects.toThrow('unpacks to more than 5 MB')
})
