import { describe, expect, it } from 'vitest'
import { Cifar10Batch, isCifar10Batch, parseClassNames, Room, readBatch } from './cifar10Records'
import { Problems } from './problems'
import { bytesOf, cifar10Record, joined } from './testArchives'

async function* inPieces(bytes: Uint8Array, length: number) {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length)
}

async function read(bytes: Uint8Array, { length = 1000, room = new Room() } = {}) {
  const problems = new Problems()
  const batch = await readBatch(new Cifar10Batch('some.bin', room), inPieces(bytes, length), problems)
  return { batch, messages: problems.report().first.map(({ message }) => message), report: problems.report() }
}

describe('readBatch', () => {
  const records = [cifar10Record(0, 1), cifar10Record(9, 2), cifar10Record(5, 3)]

  it.each([1, 3072, 3073, 3074, 100_000])('reads records that arrive in pieces of %i bytes', async (length) => {
    const { batch, messages } = await read(joined(...records), { length })
    expect([batch?.labels, batch?.records, messages]).toEqual([[0, 9, 5], [0, 1, 2], []])
    for (const [index, record] of records.entries()) {
      expect(Buffer.compare(batch!.planes(index), record.subarray(1))).toBe(0)
    }
  })

  it('omits records with a wrong label or cut short, by number, and keeps the rest', async () => {
    const broken = joined(records[0]!, cifar10Record(10, 7), records[1]!, cifar10Record(255, 8), records[2]!)
    const { batch, report } = await read(joined(broken, records[0]!.subarray(0, 5)))
    expect([batch?.labels, batch?.records]).toEqual([
      [0, 9, 5],
      [0, 2, 4],
    ])
    expect(Buffer.compare(batch!.planes(2), records[2]!.subarray(1))).toBe(0)
    const leftOut = 'where CIFAR-10 has 0 to 9, so the record is left out; fetch the file again'
    expect(report).toEqual({
      count: 3,
      first: [
        { name: 'some.bin', record: 1, message: `"some.bin" has the label 10 in record 1 ${leftOut}` },
        { name: 'some.bin', record: 3, message: `"some.bin" has the label 255 in record 3 ${leftOut}` },
        {
          name: 'some.bin',
          record: 5,
          message:
            '"some.bin" ends after 5 of the 3073 bytes of record 5, so the record is left out; fetch the whole file',
        },
      ],
    })
  })

  it('takes no more than there is room for', async () => {
    const { batch, messages } = await read(joined(...records, ...records), { room: new Room(2) })
    expect(batch?.labels).toEqual([0, 9])
    expect(messages).toEqual([expect.stringContaining('has more images than fit in 512 MB, so the rest is left out')])
  })

  it('keeps more than one block of memory can contain', async () => {
    const many = Array.from({ length: 1030 }, (_, seed) => cifar10Record(seed % 10, seed))
    const { batch } = await read(joined(...many), { length: 65_536 })
    expect(batch?.labels).toHaveLength(1030)
    for (const index of [0, 1023, 1024, 1029]) {
      expect(Buffer.compare(batch!.planes(index), many[index]!.subarray(1))).toBe(0)
    }
  })

  it('gives up on a file whose labels are mostly wrong, without reading on', async () => {
    let given = 0
    async function* wrong() {
      for (; given < 1000; given++) yield cifar10Record(200, given)
    }
    const problems = new Problems()
    expect(await readBatch(new Cifar10Batch('wrong.bin', new Room()), wrong(), problems)).toBeNull()
    expect(given).toBeLessThan(65)
    expect((await read(cifar10Record(77, 1))).batch).toBeNull()
  })

  it('counts all problems and keeps a hundred', async () => {
    const many = Array.from({ length: 400 }, (_, i) => cifar10Record(i % 2 === 0 || i < 64 ? 1 : 99, i))
    const { report } = await read(joined(...many), { length: 65_536 })
    expect([report.count, report.first.length, report.first[99]?.record]).toEqual([168, 100, 263])
  })
})

describe('isCifar10Batch', () => {
  const head = joined(cifar10Record(3, 1), cifar10Record(77, 2), cifar10Record(4, 3))

  it.each([
    ['whole, under any name', 'batch', 3 * 3073, head, true],
    ['cut short, under its name', 'test_batch.bin', 3 * 3073 - 5, head, true],
    ['cut short, under another name', 'batch', 3 * 3073 - 5, head, false],
    ['without a whole record', 'test_batch.bin', 3072, head, false],
    ['with other labels', 'test_batch.bin', 3 * 3073, bytesOf('x'.repeat(3 * 3073)), false],
  ])('judges a file that is %s', (_, name, size, start, expected) => {
    expect(isCifar10Batch(name, size, start)).toBe(expected)
  })
})

describe('parseClassNames', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j j']

  it('accepts ten different names, and nothing else', () => {
    expect(parseClassNames(`${names.join('\r\n')}\n\n`)).toEqual(names)
    expect(parseClassNames(names.slice(1).join('\n'))).toBeNull()
    expect(parseClassNames([...names.slice(1), 'b'].join('\n'))).toBeNull()
    expect(parseClassNames([...names.slice(1), 'x'.repeat(101)].join('\n'))).toBeNull()
  })
})
