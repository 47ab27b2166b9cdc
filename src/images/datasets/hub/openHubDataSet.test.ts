import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { JobCancelled } from '../../../engine/jobControl'
import { unpackHere } from '../../../testing/bombs/unpackHere'
import { expectSentence, messageOf } from '../../../testing/sentence'
import expected from '../fixtures/hub/expected.json'
import { fakeDecode, readAll } from '../testArchives'
import type { HubSource } from '../types'
import { openHubDataSet } from './openHubDataSet'
import { fixture, sendFile, sendStatus, startHub, type TestHub } from './testHub'

const ID = 'someone/shapes'
const TRAIN = [...expected.rows['train-0'], ...expected.rows['train-1']]

let hub: TestHub
beforeEach(async () => {
  hub = await startHub()
  hub.list(ID, { default: { test: ['test-0'], train: ['train-0', 'train-1'] } })
})
afterEach(() => hub.close())

const open = (source: Partial<HubSource> = {}, options: Parameters<typeof openHubDataSet>[1] = {}) =>
  openHubDataSet(
    { id: ID, endpoint: hub.endpoint, ...source },
    { decode: fakeDecode, unpacker: unpackHere, ...options },
  )

const refusal = (source: Partial<HubSource> = {}, options: Parameters<typeof openHubDataSet>[1] = {}) =>
  messageOf(() => open(source, options))

/** The hash of every image's file, as the decoder is given it. */
async function hashesOf(source: Partial<HubSource> = {}) {
  const hashes: string[] = []
  const dataSet = await open(source, {
    decode: async (file, name, size) => {
      hashes.push(bytesToHex(sha256(new Uint8Array(await file.arrayBuffer()))))
      return fakeDecode(file, name, size)
    },
  })
  await readAll(dataSet, 8)
  return { dataSet, hashes }
}

describe('a data set of the hub', () => {
  it('has the images, labels and splits that pyarrow reads', async () => {
    const { dataSet, hashes } = await hashesOf()
    const rows = [...TRAIN, ...expected.rows['test-0']]
    expect(dataSet).toMatchObject({ name: ID, classes: expected.classes, size: null, problems: { count: 0 } })
    expect(dataSet.format).toBe('parquet of the Hugging Face hub, 45 of 45 images')
    expect(dataSet.splits).toEqual([
      { name: 'train', start: 0, count: 33 },
      { name: 'test', start: 33, count: 12 },
    ])
    expect([...dataSet.labels]).toEqual(rows.map(({ label }) => label))
    expect(hashes).toEqual(rows.map(({ sha256OfFile }) => sha256OfFile))
    expect([0, 20, 33].map((index) => dataSet.nameOf(index))).toEqual([
      'train file 0, row 0',
      'train file 1, row 0',
      'test file 0, row 0',
    ])
  })

  it('is fetched once, however often it is read', async () => {
    const dataSet = await open()
    const before = hub.requests.length
    await readAll(dataSet, 8)
    expect(hub.requests.length).toBe(before)
  })

  it('is fetched in part if few images are wanted, from all over', async () => {
    const { dataSet, hashes } = await hashesOf({ imagesPerSplit: 9 })
    expect(dataSet.splits.map(({ count }) => count)).toEqual([9, 9])
    expect(dataSet.format).toBe('parquet of the Hugging Face hub, 18 of 45 images')
    const places = hashes.slice(0, 9).map((hash) => TRAIN.findIndex(({ sha256OfFile }) => sha256OfFile === hash))
    // Row groups of 5 in the first file, of 4 in the second.
    expect(places).toEqual([0, 1, 2, 3, 4, 20, 21, 22, 23])
    const ofTrain = hub.requests.filter((request) => /train-\d.parquet bytes/.test(request))
    expect(ofTrain.length).toBeLessThan(10)
  })

  it('requests after each file’s end only needed columns and row groups', async () => {
    await open({ imagesPerSplit: 5 })
    const { length } = fixture('train-0.parquet')
    const ranges = hub.requests.flatMap((request) => /train-0\.parquet bytes=(\d+)-(\d+)$/.exec(request) ?? [])
    const ends = ranges.filter((_, i) => i % 3 === 2).map(Number)
    const starts = ranges.filter((_, i) => i % 3 === 1).map(Number)
    const lengths = ends.map((end, i) => end - (starts[i] as number) + 1)
    // So small a file is read whole for its end.
    expect(lengths.shift()).toBe(length)
    expect(lengths.length).toBeGreaterThan(0)
    // One of four row groups, without its column of notes.
    expect(lengths.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(length / 4)
  })

  it('uses the named configuration, else "default", else the first', async () => {
    hub.list(ID, { other: { train: ['train-1'] }, default: { train: ['train-0'] } })
    expect((await open()).labels).toHaveLength(20)
    expect((await open({ config: 'other' })).labels).toHaveLength(13)
    expectSentence(await refusal({ config: 'toString' }), 'has no configuration "toString"; choose one such as "other"')
    hub.list(ID, { first: { train: ['train-1'] }, second: { train: ['train-0'] } })
    expect((await open()).labels).toHaveLength(13)
  })

  it('reports splits of other names, and rows without image or class', async () => {
    hub.list(ID, { default: { train: ['spoilt'], unsupervised: ['test-0'] } })
    const dataSet = await open()
    expect([...dataSet.labels]).toEqual([0, 1])
    expect(dataSet.problems.first.map(({ message }) => message)).toEqual([
      expect.stringContaining('"unsupervised" is a split that is not used here'),
      expect.stringContaining('"train file 0, row 2" has no image in it'),
      expect.stringContaining('"train file 0, row 3" has no image in it'),
      expect.stringContaining('"train file 0, row 4" has no class'),
      expect.stringContaining('"train file 0, row 5" has no class'),
    ])
  })

  it('reports its progress in bytes, to the end', async () => {
    const told: [number, number][] = []
    await open({}, { control: { checkpoint: async (...progress) => void told.push(progress) } })
    const steps = told.map(([step]) => step)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    const [done, total] = told.at(-1)!
    expect(total).toBeGreaterThan(5_000)
    expect(done).toBe(total)
  })

  it('requests one byte if a server does not tell the length otherwise', async () => {
    hub.list(ID, { default: { train: ['train-0'] } })
    const bytes = fixture('train-0.parquet')
    hub.handlers.set('/files/train-0.parquet', (request, response) => {
      if (request.method === 'HEAD') sendStatus(403)(request, response)
      else sendFile(request, response, bytes)
    })
    expect((await open()).labels).toHaveLength(20)
    expect(hub.requests).toContain('GET /files/train-0.parquet bytes=0-0')
    hub.handlers.set('/files/train-0.parquet', sendStatus(403))
    expectSentence(await refusal(), 'is not on the hub, or is private (HTTP 403)')
  })

  it('continues if one part was lost on the way', async () => {
    let lost = 0
    hub.handlers.set('/files/train-0.parquet', (request, response) => {
      if (request.headers.range && lost++ === 1) request.socket.destroy()
      else sendFile(request, response, fixture('train-0.parquet'))
    })
    expect((await open()).labels).toHaveLength(45)
    expect(lost).toBeGreaterThan(2)
  })
})

describe('stops', () => {
  it.each(['/api/datasets/someone/shapes/parquet', '/files/train-1.parquet'])(
    'soon after it is cancelled while %s is silent',
    async (path) => {
      let isCancelled = false
      hub.handlers.set(path, () => {
        isCancelled = true
      })
      const control = {
        checkpoint: async () => {
          if (isCancelled) throw new JobCancelled()
        },
      }
      const began = performance.now()
      await expect(open({}, { control })).rejects.toThrow(JobCancelled)
      // Half of what a silent server is given.
      expect(performance.now() - began).toBeLessThan(15_000)
    },
  )

  it('if nothing arrives for too long', async () => {
    hub.handlers.set('/files/test-0.parquet', () => {})
    expectSentence(
      await refusal({}, { stallMs: 300 }),
      `"${ID}" could not be fetched because nothing came from 127.0.0.1`,
    )
  })
})

describe('refuses in one sentence', () => {
  const listed = `/api/datasets/${ID}/parquet`

  it('without a connection', async () => {
    await hub.close()
    const host = new URL(hub.endpoint).host
    const message = `The data set "${ID}" could not be fetched because ${host} could not be reached; check the connection and retry.`
    expect(await refusal()).toBe(message)
    hub = await startHub()
  })

  it.each([
    [401, {}, 'is not on the hub, or is private (HTTP 401); check its name'],
    [403, { 'X-Error-Code': 'GatedRepo' }, 'is gated: the hub serves it only to people approved by its owners'],
    [404, {}, 'is not on the hub, or not in Parquet format (HTTP 404); check its name'],
    [429, {}, 'was requested too often (HTTP 429); retry in a few minutes'],
    [503, {}, 'could not be fetched (HTTP 503); retry later'],
  ])('HTTP %i', async (status, headers, message) => {
    hub.handlers.set(listed, sendStatus(status, headers))
    expectSentence(await refusal(), `The data set "${ID}" ${message}`)
  })

  it.each([
    ['no-pictures', 'has no column of images (its columns are "note", "label")'],
    ['no-classes', 'has no column of classes (its columns are "img", "note")'],
    ['no-features', 'does not say which of its columns are images and classes'],
    ['expected.json', 'has a file that is not a whole parquet file, or is damaged'],
  ])('%s', async (name, message) => {
    hub.list(ID, { default: { train: [name.includes('.') ? `${hub.endpoint}/files/${name}` : name] } })
    expectSentence(await refusal(), message)
  })

  it.each([
    ['is not JSON', 'hello', 'is listed by the hub in an unknown format'],
    ['is of another form', '{"default": ["a"]}', 'is listed by the hub in an unknown format'],
    ['has no files', '{}', 'has no parquet files on the hub'],
    [
      'has no split that is known',
      '{"default": {"all": ["http://x"]}}',
      'has no split called train, validation or test',
    ],
    ['leads elsewhere', '{"default": {"train": ["http://example.org/x"]}}', 'lists a file that is not on the hub'],
    ['is too long', ' '.repeat(5_000_000), 'sends more than the 4,194,304 bytes'],
  ])('a list that %s', async (_, body, message) => {
    hub.handlers.set(listed, (_request, response) => response.end(body))
    expectSentence(await refusal(), message)
  })

  it.each([
    ['of no characters', ''],
    ['of three parts', 'a/b/c'],
    ['of a folder above', '../etc'],
    ['with a space', 'a b'],
    ['of two dots', 'someone/..'],
    ['with two hyphens', 'some--one/x'],
    ['with a question mark', 'x?y'],
    ['of 97 characters', `a/${'b'.repeat(97)}`],
    ['that ends in a dot', 'someone/x.'],
    ['of an owner that ends in a hyphen', 'a-/x'],
  ])('anything but a name: one %s', async (_, id) => {
    expectSentence(await refusal({ id }), 'is not the name of a data set; choose one such as "uoft-cs/cifar10"')
    expect(hub.requests).toEqual([])
  })

  it.each(['ftp://example.org', 'no address', 'javascript:alert(1)'])('a hub that is none: %s', async (endpoint) => {
    expectSentence(await refusal({ endpoint }), 'which is not an address; check it')
  })

  it('impossible numbers of images', async () => {
    for (const imagesPerSplit of [0, 1.5, 1e9]) {
      await expect(open({ imagesPerSplit })).rejects.toThrow(RangeError)
    }
  })

  it('a server that serves no parts of files', async () => {
    hub.handlers.set('/files/train-0.parquet', ({ method }, response) =>
      sendFile({ method, headers: {} } as never, response, fixture('train-0.parquet')),
    )
    expectSentence(await refusal(), 'comes from a server that does not serve parts of files')
  })

  it('a file that is truncated, or whose pages are damaged', async () => {
    const bytes = fixture('train-0.parquet')
    hub.handlers.set('/files/train-0.parquet', (request, response) =>
      sendFile(request, response, bytes.subarray(0, 4_000)),
    )
    expectSentence(await refusal(), 'has a file that is not a whole parquet file, or is damaged')
    const spoilt = bytes.slice().fill(0xff, 4, 400)
    hub.handlers.set('/files/train-0.parquet', (request, response) => sendFile(request, response, spoilt))
    expectSentence(await refusal(), 'has a file that is not a whole parquet file, or is damaged')
  })

  it('files that do not belong together', async () => {
    hub.list(ID, { default: { train: ['train-0', 'no-classes'] } })
    expectSentence(await refusal(), 'has no column of classes')
  })
})
