import { describe, expect, it } from 'vitest'
import { hubOf } from '../../../../testing/bombs/hub'
import { unpackHere } from '../../../../testing/bombs/unpackHere'
import encodings from '../../fixtures/hub/encodings.json'
import { fakeDecode, readAll } from '../../testArchives'
import { openHubDataSet } from '../openHubDataSet'
import { Cursor, Damaged } from './cursor'
import { readDeltas } from './deltas'
import { readRuns } from './runs'

const bytesIn = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const { images, labels } = encodings.expected
const complete = images.flatMap((image, row) => (image === null || labels[row] === null ? [] : [row]))

describe('a parquet file that pyarrow wrote', () => {
  it.each(Object.entries(encodings.files))('has its rows: %s', async (_, file) => {
    const seen: string[] = []
    const decode: typeof fakeDecode = async (blob, name, fit) => {
      seen.push(Buffer.from(await blob.arrayBuffer()).toString('base64'))
      return fakeDecode(blob, name, fit)
    }
    const options = { decode, fetch: hubOf(bytesIn(file)), unpacker: unpackHere }
    const dataSet = await openHubDataSet({ id: 'a/b', endpoint: 'https://hub.example' }, options)
    await readAll(dataSet, 1)
    expect([...dataSet.labels]).toEqual(complete.map((row) => labels[row]))
    expect(seen).toEqual(complete.map((row) => images[row]))
    expect(dataSet.problems.count).toBe(2)
  })

  it('that is wrong in any byte is refused, or read without what is damaged', async () => {
    const file = bytesIn(encodings.files['snappy, version 1.0'])
    for (let at = 4; at < file.length; at += 13) {
      const wrong = file.slice()
      wrong[at] = (wrong[at] as number) ^ 0xff
      const options = { decode: fakeDecode, fetch: hubOf(wrong), unpacker: unpackHere }
      const opening = openHubDataSet({ id: 'a/b', endpoint: 'https://hub.example' }, options)
      await opening.catch((error: Error) =>
        expect([at, error.message]).toEqual([at, expect.stringMatching(/^The data set "a\/b" .*; .*\.$/)]),
      )
    }
  })
})

describe('runs', () => {
  it('of one value and of packed ones follow one another, and the last may be too long', () => {
    const into = new Uint8Array(12)
    // Three times 2, eight packed from 0 to 7, and a run of a thousand sixes.
    readRuns(Uint8Array.of(6, 2, 3, 0b10001000, 0b11000110, 0b11111010, 0xd0, 0x0f, 6), 3, into)
    expect([...into]).toEqual([2, 2, 2, 0, 1, 2, 3, 4, 5, 6, 7, 6])
  })

  it.each([
    ['that end early', Uint8Array.of(6, 2), 3],
    ['whose length never ends', new Uint8Array(1000).fill(255), 3],
    ['of no length', new Uint8Array(1000), 8],
    ['of 33 bits', Uint8Array.of(6, 2), 33],
  ])('%s are damaged', (_, bytes, width) => {
    expect(() => readRuns(bytes, width, new Uint32Array(2000))).toThrow(Damaged)
  })
})

it.each([
  ['blocks of nothing', [0, 4, 2, 0]],
  ['blocks of 2 ** 40', [0x80, 0x80, 0x80, 0x80, 0x80, 0x40, 4, 2, 0]],
  ['another count', [128, 1, 4, 3, 0]],
])('differences in %s are damaged', (_, bytes) => {
  expect(() => readDeltas(new Cursor(Uint8Array.from(bytes)), 2)).toThrow(Damaged)
})
