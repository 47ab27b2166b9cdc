import { describe, expect, it } from 'vitest'
import { UNCONTROLLED } from '../engine/jobControl'
import { DataSets } from '../images/datasets/dataSets'
import { bytesOf, dataFile, fakeDecode } from '../images/datasets/testArchives'
import type { DataFile } from '../images/datasets/types'
import { manifestOf } from '../testing/manifests'
import { expectSentence, messageOf } from '../testing/sentence'
import { readTrainingImages } from './trainingImages'

const PNG = Uint8Array.of(0x89, ...bytesOf('PNG\r\n\x1a\n'))

/** `count` images of each of the model's two classes; what `fill` gives is not an image where it begins with a T. */
const folder = (root: string, count: number, fill: (index: number) => Uint8Array = () => PNG): DataFile[] =>
  ['cat', 'dog'].flatMap((name) =>
    Array.from({ length: count }, (_, index) => dataFile(`set/${root}${name}/${index}.png`, fill(index))),
  )

async function read(files: readonly DataFile[], train: number, heldOut: number, size = 2) {
  const dataSets = new DataSets(fakeDecode)
  const { id } = await dataSets.open({ files })
  const manifest = manifestOf({ input: { height: size, width: size } })
  return readTrainingImages(dataSets, manifest, { dataSetId: id, train, heldOut, seed: 1 }, UNCONTROLLED)
}

describe('the images of a training', () => {
  it.each([
    // Images of each class, asked for, taken.
    [100, 10, 100, 10, 100],
    [100, 100, 10, 100, 10],
    [100, 150, 50, 150, 50],
    [100, 2, 1, 2, 1],
    [100, 190, 100, 100, 100],
    [100, 4000, 10, 190, 10],
    [100, 10, 4000, 10, 190],
    [100, 4000, 4000, 100, 100],
    [2, 4000, 100, 2, 2],
  ])('in 2 x %i without splits, %i and %i requested: %i and %i', async (each, train, heldOut, trained, held) => {
    const taken = await read(folder('', each), train, heldOut)
    expect([taken.train.count, taken.heldOut.count]).toEqual([trained, held])
    if (trained === train && held === heldOut) expect(taken.shortage).toBeNull()
    else {
      const whole = (count: number) => count.toLocaleString('en')
      expect(taken.shortage).toBe(
        `Of the images asked for, ${trained} of ${whole(train)} ${trained === 1 ? 'is' : 'are'} trained on and ${held} of ${whole(heldOut)} held out: “set” has no more of the model’s classes.`,
      )
    }
  })

  it('are in one of the two sets only, and balanced in both', async () => {
    const byPlace = (index: number) => Uint8Array.of(...PNG.subarray(0, 8), index)
    const decode: typeof fakeDecode = async (file, _, size) => {
      const bytes = new Uint8Array(await file.arrayBuffer())
      return fakeDecode(new Blob([Uint8Array.of(bytes[8] as number)]), '', size)
    }
    const dataSets = new DataSets(decode)
    const { id } = await dataSets.open({ files: folder('', 50, byPlace) })
    const asked = { dataSetId: id, train: 30, heldOut: 40, seed: 3 }
    const { train, heldOut } = await readTrainingImages(dataSets, manifestOf(), asked, UNCONTROLLED)
    const seen = [train, heldOut].flatMap(({ count, pixels, labels }) =>
      Array.from({ length: count }, (_, i) => `${labels[i]} ${pixels[i * 12]}`),
    )
    expect(new Set(seen).size).toBe(70)
    for (const { count, labels } of [train, heldOut]) {
      expect(Array.from(labels).filter((label) => label === 0)).toHaveLength(count / 2)
    }
  })

  it('come from their splits, and no more from either than requested', async () => {
    const files = [...folder('train/', 20), ...folder('test/', 5)]
    const met = await read(files, 10, 10)
    expect([met.train.count, met.heldOut.count, met.shortage]).toEqual([10, 10, null])
    const short = await read(files, 30, 100)
    expect([short.train.count, short.heldOut.count]).toEqual([30, 10])
    expect(short.shortage).toContain('10 of 100 held out')
  })

  it('that cannot be read are reported', async () => {
    const { train, heldOut, shortage } = await read(
      folder('', 10, (index) => (index === 3 ? bytesOf('Text') : PNG)),
      10,
      10,
    )
    expect(train.count + heldOut.count).toBe(18)
    expect(shortage).toMatch(/held out: 2 could not be read\.$/)
  })

  it('are checked against memory by their actual number', async () => {
    expect((await read(folder('', 4), 50_000, 10_000, 96)).train.count).toBe(4)
    const message = await messageOf(() => read(folder('', 100), 190, 10, 1000))
    expectSentence(message)
    expect(message).toContain('200 images of 1000 × 1000 take 600 MB')
  })

  it('are refused without two of a class that the model knows', async () => {
    expectSentence(await messageOf(() => read([dataFile('set/cat/1.png', PNG)], 10, 10)))
  })

  const cats = (root: string, count: number) => folder(root, count).filter((_, index) => index < count)

  it.each([
    ['a set of one class', cats('', 20), 10],
    ['a train split of one class', [...cats('train/', 20), ...folder('test/', 20)], 10],
    ['one image', folder('', 20), 1],
  ])('are refused if all are of one class: %s', async (_, files, train) => {
    const message = await messageOf(() => read(files, train, 5))
    expectSentence(message, 'at least two classes', 'alone', 'choose images of more')
  })

  it('that are held out and all of one class are reported', async () => {
    const { heldOut, shortage } = await read([...folder('train/', 20), ...cats('test/', 20)], 10, 10)
    expect(heldOut.count).toBe(10)
    expect(shortage).toBe('All held-out images are of “cat”, so measurements on them say nothing about other classes.')
  })
})
