import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { CIFAR10_CLASSES } from '../../classes/lists/small'
import { JobCancelled } from '../../engine/jobControl'
import { messageOf } from '../../testing/sentence'
import { openDataSet } from './openDataSet'
import {
  bytesOf,
  cifar10Pixels,
  cifar10Record,
  dataFile,
  fakeDecode,
  joined,
  readAll,
  TAR_END,
  tarEntry,
} from './testArchives'
import type { DataFile, DataSet } from './types'

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)))
const expected = JSON.parse(new TextDecoder().decode(fixture('expected.json')))
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const open = (...files: DataFile[]) => openDataSet(files, { decode: fakeDecode })

/** A tar.gz of a file called cifar.tar.gz. */
const archive = (...entries: Uint8Array[]) => dataFile('cifar.tar.gz', gzipSync(joined(...entries, TAR_END)))
const png = Uint8Array.from([0x89, ...bytesOf('PNG\r\n\x1a\n'), 0, 0, 0, 0, 0, 0, 0, 0])

describe("CIFAR-10's archive", () => {
  it.each([
    ['gzipped', (bytes: Uint8Array) => bytes],
    ['unpacked to a tar', (bytes: Uint8Array) => new Uint8Array(gunzipSync(bytes))],
  ])('%s contains what Python reads, in the order of the batches', async (_, unpack) => {
    const dataSet = await open(dataFile('cifar-10-binary.tar.gz', unpack(fixture('cifar-10-binary.tar.gz'))))
    expect(dataSet).toMatchObject({
      name: 'cifar-10-binary.tar.gz',
      format: 'CIFAR-10 binary archive',
      classes: [...CIFAR10_CLASSES],
      size: 32,
      splits: [
        { name: 'train', start: 0, count: 6 },
        { name: 'test', start: 6, count: 2 },
      ],
      problems: { count: 0, first: [] },
    })
    const read = (await readAll(dataSet, 32)).map(({ index, label, bytes }) => ({
      name: dataSet.nameOf(index),
      label,
      sha256: sha256(bytes),
    }))
    expect(read).toEqual(expected.cifar10)
    expect([...dataSet.labels]).toEqual(read.map(({ label }) => label))
  })

  it('names the classes by its own list, and reports one that is invalid', async () => {
    const names = ['k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't']
    const batch = tarEntry('f/test_batch.bin', cifar10Record(1, 1))
    const meta = (text: string) => tarEntry('f/batches.meta.txt', bytesOf(text))
    expect((await open(archive(batch, meta(names.join('\n'))))).classes).toEqual(names)
    const { classes, problems } = await open(archive(meta('one\ntwo\n'), batch))
    expect(classes).toEqual(CIFAR10_CLASSES)
    expect(problems.first[0]?.message).toContain('does not name ten classes, so the usual names are taken')
  })

  it('keeps what precedes a cut, and says so', async () => {
    const whole = joined(
      tarEntry('data_batch_1.bin', joined(cifar10Record(1, 1), cifar10Record(2, 2))),
      tarEntry('test_batch.bin', joined(cifar10Record(3, 3), cifar10Record(4, 4))),
    )
    const cut = dataFile('cifar.tar', whole.subarray(0, whole.length - 2000))
    const dataSet = await open(cut)
    expect([...dataSet.labels]).toEqual([1, 2, 3])
    const message = '"cifar.tar" ends early, so part of the archive is missing; fetch the whole file'
    expect(dataSet.problems.first).toEqual([{ name: 'cifar.tar', record: null, message }])
    const nothing = open(dataFile('cifar.tar', whole.subarray(0, 600)))
    await expect(nothing).rejects.toThrow('"cifar.tar" ends early')
  })

  it('leaves out foreign files and broken records, by name', async () => {
    const good = cifar10Record(1, 1)
    const { labels, problems } = await open(
      archive(
        tarEntry('._data_batch_1.bin', new Uint8Array(3073).fill(99)),
        tarEntry('f/other.bin', new Uint8Array(3073 * 2).fill(99)),
        tarEntry('f/data_batch_2.bin', joined(good, cifar10Record(11, 2), good)),
      ),
    )
    expect([...labels]).toEqual([1, 1])
    expect(problems.first.map(({ name, record }) => [name, record])).toEqual([
      ['other.bin', 0],
      ['other.bin', 1],
      ['other.bin', null],
      ['data_batch_2.bin', 1],
    ])
  })

  it('leaves out batches that are links or lack their zeros, and says so', async () => {
    const { labels, problems } = await open(
      archive(
        tarEntry('f/data_batch_1.bin', cifar10Record(1, 1)),
        tarEntry('f/data_batch_2.bin', undefined, { kind: '1' }),
        tarEntry('f/data_batch_3.bin', cifar10Record(1, 1), { kind: 'S' }),
      ),
    )
    expect([...labels]).toEqual([1])
    expect(problems.first.map(({ message }) => message)).toEqual([
      '"data_batch_2.bin" is a link to another file of the archive, so it is left out; pack the file itself',
      '"data_batch_3.bin" is packed without its zeros, so it is left out; pack it again without --sparse',
    ])
  })

  it.each([
    [
      "CIFAR-10's Python version",
      archive(tarEntry('cifar-10-batches-py/', undefined, { kind: '5' }), tarEntry('cifar-10-batches-py/data_batch_4')),
      `"cifar.tar.gz" is CIFAR-10's Python version; choose its binary version, cifar-10-binary.tar.gz.`,
    ],
    [
      "CIFAR-10's Matlab version",
      archive(tarEntry('cifar-10-batches-mat/data_batch_1.mat')),
      `"cifar.tar.gz" is CIFAR-10's Matlab version; choose its binary version, cifar-10-binary.tar.gz.`,
    ],
    [
      'CIFAR-100',
      archive(tarEntry('cifar-100-binary/train.bin', new Uint8Array(3074))),
      '"cifar.tar.gz" is CIFAR-100; choose CIFAR-10, cifar-10-binary.tar.gz.',
    ],
    [
      'images',
      archive(tarEntry('pets/cat/1.jpg', bytesOf('jpeg'))),
      '"cifar.tar.gz" has images in a tar archive; unpack it and choose the folder, or pack it as a zip.',
    ],
    [
      'something else',
      archive(tarEntry('notes.txt', bytesOf('notes'))),
      '"cifar.tar.gz" has no binary batch of CIFAR-10; choose cifar-10-binary.tar.gz.',
    ],
    [
      'no record',
      archive(tarEntry('test_batch.bin', new Uint8Array(3000))),
      '"cifar.tar.gz" has no complete record of CIFAR-10; choose cifar-10-binary.tar.gz or one of its .bin files.',
    ],
    [
      'no archive',
      dataFile('cifar.tar.gz', gzipSync(new Uint8Array(5000).fill(9))),
      '"cifar.tar.gz" is not a tar archive; choose cifar-10-binary.tar.gz.',
    ],
  ])('that contains %s is refused', async (_, file, message) => {
    expect(await messageOf(() => open(file))).toBe(message)
  })

  it('with any wrong byte is refused by name, or read where intact', async () => {
    const tar = new Uint8Array(gunzipSync(fixture('cifar-10-binary.tar.gz')))
    // Every byte of the headers and the list of classes, and of the records what decides: their labels.
    const places = Array.from(tar.keys()).filter((at) => at < 2600 || at % 512 < 2)
    for (const at of places.filter((_, i) => i % 17 === 0)) {
      const wrong = tar.slice()
      wrong[at]! ^= 0xff
      const opened = await open(dataFile('cifar.tar', wrong)).catch((error: unknown) => error)
      if (opened instanceof Error)
        expect([at, opened.message]).toEqual([at, expect.stringMatching(/^"cifar.tar" .*; /)])
      else expect((await readAll(opened as DataSet, 32)).length).toBeGreaterThan(0)
    }
  })

  it('stops reading when cancelled', async () => {
    const file = dataFile('cifar-10-binary.tar.gz', fixture('cifar-10-binary.tar.gz'))
    const slow = { ...file, blob: Object.assign(file.blob, { stream: () => slowStream() }) }
    const control = { checkpoint: () => Promise.reject(new JobCancelled()) }
    await expect(openDataSet([slow], { control, decode: fakeDecode })).rejects.toThrow(JobCancelled)
  })
})

function slowStream() {
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 40))
      controller.enqueue(gzipSync(new Uint8Array(2000)))
    },
  })
}

describe('binary batches', () => {
  const batch = (...labels: number[]) => joined(...labels.map((label) => cifar10Record(label, label)))

  it('can be read alone', async () => {
    const dataSet = await open(dataFile('test_batch.bin', batch(7, 0, 9)))
    expect(dataSet).toMatchObject({ format: 'CIFAR-10 binary batches', classes: [...CIFAR10_CLASSES] })
    expect(dataSet.splits).toEqual([{ name: 'test', start: 0, count: 3 }])
    expect(dataSet.nameOf(2)).toBe('test_batch.bin, record 2')
    const [first] = await readAll(dataSet, 32)
    expect(Buffer.compare(first!.bytes, cifar10Pixels(7))).toBe(0)
  })

  it('can be read from the unpacked folder, training batches first', async () => {
    const dataSet = await open(
      dataFile('cifar-10-batches-bin/test_batch.bin', batch(1)),
      dataFile('cifar-10-batches-bin/readme.html', bytesOf('<html>')),
      dataFile('cifar-10-batches-bin/data_batch_2.bin', batch(2, 2)),
      dataFile('cifar-10-batches-bin/data_batch_1.bin', batch(3, 3, 12), batch(3).subarray(0, 100)),
      dataFile('cifar-10-batches-bin/data_batch_3.bin', new Uint8Array(3073).fill(99)),
      dataFile('cifar-10-batches-bin/batches.meta.txt', bytesOf(CIFAR10_CLASSES.join('\n'))),
      dataFile('cifar-10-batches-bin/.DS_Store', batch(4)),
    )
    expect(dataSet.name).toBe('cifar-10-batches-bin')
    expect([...dataSet.labels]).toEqual([3, 3, 2, 2, 1])
    expect(dataSet.splits).toEqual([
      { name: 'train', start: 0, count: 4 },
      { name: 'test', start: 4, count: 1 },
    ])
    expect(dataSet.problems.first.map(({ name, record }) => [name, record])).toEqual([
      ['data_batch_3.bin', null],
      ['data_batch_1.bin', 2],
      ['data_batch_1.bin', 3],
    ])
  })

  it('may have any name, and then belong to no split', async () => {
    const dataSet = await open(dataFile('mine', batch(1, 2)))
    expect([dataSet.labels.length, dataSet.splits]).toEqual([2, []])
  })

  it('are resized to the requested size', async () => {
    const flat = new Uint8Array(3073).fill(100)
    flat[0] = 1
    const dataSet = await open(dataFile('test_batch.bin', flat))
    const [image] = await readAll(dataSet, 16)
    expect(image?.bytes).toEqual(new Uint8Array(16 * 16 * 3).fill(100))
  })

  it('are read in order, in batches, and no further than they go', async () => {
    const dataSet = await open(dataFile('test_batch.bin', batch(0, 1, 2, 3, 4)))
    const batches: number[][] = []
    for await (const { indices, labels, pixels } of dataSet.read([4, 0, 4], { size: 32, batchSize: 2 })) {
      batches.push([...indices], [...labels], [pixels.length])
    }
    expect(batches).toEqual([[4, 0], [4, 0], [6144], [4], [4], [3072]])
    await expect(dataSet.read([5], { size: 32, batchSize: 2 }).next()).rejects.toThrow('image 5 was requested')
    await expect(dataSet.read([0.5], { size: 32, batchSize: 2 }).next()).rejects.toThrow('image 0.5 was requested')
    await expect(dataSet.read([0], { size: 0, batchSize: 2 }).next()).rejects.toThrow('size is 0')
    await expect(dataSet.read([0], { size: 1e6, batchSize: 2 }).next()).rejects.toThrow('size is 1000000')
    await expect(dataSet.read([0], { size: 32, batchSize: 0 }).next()).rejects.toThrow('the batch size is 0')
    expect(() => dataSet.nameOf(5)).toThrow('image 5 was requested')
  })
})

describe('a folder of images', () => {
  it('is recognised by its content', async () => {
    const dataSet = await open(
      dataFile('pets/read me.txt', bytesOf('About pets.')),
      dataFile('pets/dog/1', png),
      dataFile('pets/cat/1.png', png),
    )
    expect(dataSet).toMatchObject({ name: 'pets', format: 'folder of images', classes: ['cat', 'dog'] })
    expect([dataSet.nameOf(0), dataSet.nameOf(1)]).toEqual(['pets/cat/1.png', 'pets/dog/1'])
  })

  it('is recognised among any number of other files', async () => {
    const texts = Array.from({ length: 1000 }, (_, i) => dataFile(`pets/labels/${i}.txt`, bytesOf('0 0.5')))
    const dataSet = await open(...texts, dataFile('pets/cat/1.png', png), ...texts.slice(0, 7))
    expect([dataSet.classes, dataSet.problems.count]).toEqual([['cat'], 1007])
  })

  it('is refused if the images are in no folder', async () => {
    const message = '"cat.png" has no images in class folders; make one folder per class, named after the class.'
    expect(await messageOf(() => open(dataFile('cat.png', png)))).toBe(message)
  })
})

describe('anything but a data set', () => {
  const takes =
    'choose cifar-10-binary.tar.gz, one of its .bin files, or a zip or folder of images with one folder per class.'

  it.each([
    ['nothing', [], `"The choice" has no file; choose cifar-10-binary.tar.gz, a zip or a folder of images.`],
    ['an empty file', [dataFile('a/b.bin')], `"b.bin" is an empty file; ${takes}`],
    [
      'a text',
      [dataFile('a.txt', bytesOf('Hello.'))],
      `"a.txt" is a text file, not a data set that can be read; ${takes}`,
    ],
    [
      'a folder of texts',
      [dataFile('texts/a/1.txt', bytesOf('Hello.')), dataFile('texts/a/2.txt', bytesOf('Hello.'))],
      `"texts" has no images and no batches of CIFAR-10; ${takes}`,
    ],
    [
      "one of CIFAR-10's Python batches",
      [dataFile('data_batch_1', Uint8Array.from([0x80, 2, 0x7d, 0x71]))],
      `"data_batch_1" is a Python pickle, not a data set that can be read; ${takes}`,
    ],
    [
      'a Parquet file',
      [dataFile('train.parquet', bytesOf('PAR1....'))],
      `"train.parquet" is a Parquet file, not a data set that can be read; ${takes}`,
    ],
    [
      'a model of another tool',
      [dataFile('model.onnx', bytesOf('\x08\x08\x12\x07pytorch'))],
      `"model.onnx" is an ONNX model, not a data set that can be read; ${takes}`,
    ],
    [
      'a RAR archive',
      [dataFile('pets.rar', bytesOf('Rar!\x1a\x07'))],
      `"pets.rar" is a RAR archive, not a data set that can be read; ${takes}`,
    ],
  ])('is refused in one sentence: %s', async (_, files, message) => {
    expect(await messageOf(() => open(...files))).toBe(message)
  })

  it('that is gone is reported', async () => {
    const blob = { size: 100, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) }
    const message = '"a.zip" could not be read because it was moved or changed after it was chosen; choose it again.'
    expect(await messageOf(() => open({ path: 'a.zip', blob: blob as unknown as Blob }))).toBe(message)
  })
})
