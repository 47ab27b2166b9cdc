import type { FileMetaData } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { messageOf } from '../../../testing/sentence'
import { chooseRowGroups, openParquet, type ParquetFile, type RowGroup, rowGroupsOf } from './rowGroups'
import { evenly, spreadOrder } from './spread'

const COLUMNS = { image: 'img', label: 'label', classes: ['a', 'b'] }
const file = {} as ParquetFile
const groups = (count: number, rows: number, bytes: number): RowGroup[] =>
  Array.from({ length: count }, (_, i) => ({ file, index: i, fileNumber: 0, start: i * rows, rows, bytes }))

const described = (rows: readonly number[], bytes: number): ParquetFile => ({
  buffer: { byteLength: 0, slice: () => new ArrayBuffer(0) },
  metadata: {
    schema: [
      { name: 'schema', num_children: 3 },
      ...['img', 'label', 'note'].flatMap((name) => [
        { name, num_children: 1, repetition_type: 'OPTIONAL' },
        { name: name === 'img' ? 'bytes' : name, repetition_type: 'OPTIONAL' },
      ]),
    ],
    row_groups: rows.map((count) => ({
      num_rows: BigInt(count),
      columns: ['img', 'label', 'note'].map((name) => ({
        meta_data: { path_in_schema: [name, name === 'img' ? 'bytes' : name], total_compressed_size: BigInt(bytes) },
      })),
    })),
  } as unknown as FileMetaData,
})

describe('a spread order', () => {
  it.each([0, 1, 2, 5, 64, 500])('contains each of %i numbers once', (count) => {
    expect(spreadOrder(count).toSorted((a, b) => a - b)).toEqual([...Array(count).keys()])
  })

  it('has no long gap in any prefix', () => {
    const order = spreadOrder(500)
    for (const taken of [4, 10, 50, 100]) {
      const places = [...order.slice(0, taken).toSorted((a, b) => a - b), 500]
      const gaps = places.slice(1).map((place, i) => place - (places[i] as number))
      expect(Math.max(...gaps), `${taken} of 500`).toBeLessThanOrEqual((2 * 512) / taken)
    }
  })

  it('keeps rows at even distances', () => {
    expect(evenly(10, 4)).toEqual([0, 2, 5, 7])
    expect(evenly(3, 5)).toEqual([0, 1, 2])
    expect(evenly(0, 5)).toEqual([])
  })
})

describe('row groups', () => {
  it('are as long as their two columns, and begin where the previous one ends', () => {
    expect(rowGroupsOf(described([100, 50], 7), 3, COLUMNS)).toMatchObject([
      { fileNumber: 3, start: 0, rows: 100, bytes: 14 },
      { fileNumber: 3, start: 100, rows: 50, bytes: 14 },
    ])
  })

  it('are taken until there are enough images, from all over, in order', () => {
    const chosen = chooseRowGroups(groups(500, 100, 1_000), 1_000, 1e9)
    expect(chosen).toHaveLength(10)
    const starts = chosen.map(({ start }) => start)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    expect(starts.at(-1)).toBeGreaterThan(40_000)
  })

  it('are taken until there are enough bytes', () => {
    expect(chooseRowGroups(groups(500, 100, 1_000), 1e6, 4_999)).toHaveLength(4)
    const mixed = [...groups(1, 100, 9_999), ...groups(1, 100, 10)]
    expect(chooseRowGroups(mixed, 1e6, 100).map(({ bytes }) => bytes)).toEqual([10])
  })

  it('that are too large, too long, missing, or wrong are refused', async () => {
    const megabyte = 1024 * 1024
    expect(await messageOf(() => chooseRowGroups(groups(3, 100, 900 * megabyte), 10, 200 * megabyte))).toBe(
      'is stored in pieces of 900 MB, more than the 200 MB fetched; choose another',
    )
    expect(await messageOf(() => chooseRowGroups(groups(2, 0, 0), 10, 100))).toBe('has no rows; choose another')
    expect(await messageOf(() => rowGroupsOf(described([1e9], 1), 0, COLUMNS))).toContain(
      'in pieces of 1,000,000,000 rows',
    )
    expect(await messageOf(() => rowGroupsOf(described([-1], 1), 0, COLUMNS))).toContain('is damaged')
    expect(await messageOf(() => rowGroupsOf(described([1], -1), 0, COLUMNS))).toContain('is damaged')
  })

  it('are not read from a description that is too long', async () => {
    const end = new Uint8Array(128 * 1024)
    new DataView(end.buffer).setUint32(end.length - 8, 2 ** 31, true)
    end.set(new TextEncoder().encode('PAR1'), end.length - 4)
    const asked: number[] = []
    const buffer = {
      byteLength: 2 ** 40,
      slice(start: number, until = 2 ** 40) {
        asked.push(until - start)
        return end.buffer
      },
    }
    expect(await messageOf(() => openParquet(buffer))).toContain('has a file whose metadata takes 2,1')
    expect(asked).toEqual([end.length])
  })
})
