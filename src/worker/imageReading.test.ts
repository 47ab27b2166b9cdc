import { expect, it } from 'vitest'
import { UNCONTROLLED } from '../engine/jobControl'
import { DataSets } from '../images/datasets/dataSets'
import { bytesOf, cifar10Pixels, cifar10Record, dataFile, fakeDecode } from '../images/datasets/testArchives'
import { messageOf } from '../testing/sentence'
import { readingFrom } from './imageReading'

it('images arrive in the requested order, even if more than are decoded at once', async () => {
  const dataSets = new DataSets()
  const records = Array.from({ length: 20 }, (_, i) => cifar10Record(i % 10, i))
  const { id } = await dataSets.open({ files: [dataFile('test_batch.bin', ...records)] })
  const indices = [...records.keys()].reverse()
  const read = await readingFrom(dataSets).readDataSet(id, indices, { size: 32 }, UNCONTROLLED)
  expect(read.indices).toEqual(indices)
  expect(read.labels).toEqual(indices.map((index) => index % 10))
  expect(read.classes[1]).toBe('automobile')
  const bytes = Uint8Array.from(read.pixels, (value) => Math.round(value * 255))
  for (const [place, index] of indices.entries()) {
    expect(bytes.subarray(place * 3072, (place + 1) * 3072)).toEqual(cifar10Pixels(index))
  }
})

it('an unreadable image is missing, with its pixels', async () => {
  const dataSets = new DataSets(fakeDecode)
  const png = Uint8Array.of(0x89, ...bytesOf('PNG\r\n\x1a\n'))
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff)
  const files = [png, bytesOf('Text'), jpeg].map((bytes, i) => dataFile(`pets/cat/${i}.png`, bytes))
  const { id } = await dataSets.open({ files })
  const read = await readingFrom(dataSets).readDataSet(id, [0, 1, 2], { size: 2 }, UNCONTROLLED)
  expect(read.indices).toEqual([0, 2])
  expect(read.labels).toEqual([0, 0])
  expect(Array.from(read.pixels, (value) => Math.round(value * 255))).toEqual([
    ...Array(12).fill(0x89),
    ...Array(12).fill(0xff),
  ])
})

it('a data set that is not open is reported', async () => {
  const reading = readingFrom(new DataSets())
  expect(await messageOf(() => reading.readDataSet('data-set-7', [0], { size: 2 }, UNCONTROLLED))).toContain(
    'is not open',
  )
})
