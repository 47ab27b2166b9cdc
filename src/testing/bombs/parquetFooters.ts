/** @file Parquet files whose metadata tell of columns, groups and features beyond number. */
import { bytesOf } from '../../images/datasets/testArchives'
import type { BytesBomb } from './bomb'
import { type ColumnOf, parquetFile } from './parquetFile'
import { binary, i32, i64, list, struct, type Thrift, type ThriftStruct } from './thrift'

const text = (features: unknown) => JSON.stringify({ info: { features } })

/** What the footer says of the columns, as the hub's "datasets" writes it. */
const features = (value: string): ThriftStruct => ({
  5: list(struct({ 1: binary('huggingface'), 2: binary(bytesOf(value)) })),
})

const schema = (elements: readonly ThriftStruct[]): ThriftStruct => ({ 2: list(...elements.map(struct)) })

const many = <Item>(count: number, item: (i: number) => Item): Item[] =>
  Array.from({ length: count }, (_, i) => item(i))

/** @param columns of an image and a label, which can be read */
export function parquetFooterBombs(scale: number, columns: readonly ColumnOf[]): BytesBomb[] {
  const count = Math.round(50_000 * scale)
  const of = (name: string, more: () => ThriftStruct, rows = 1): BytesBomb => ({
    name,
    make: () => parquetFile(rows, columns, more()),
  })
  const leaf = (name: string): ThriftStruct => ({ 1: i32(6), 3: i32(1), 4: binary(name) })
  const group = (name: string, children: number): ThriftStruct => ({ 3: i32(1), 4: binary(name), 5: i32(children) })
  const emptyGroup: Thrift = struct({ 1: list(), 2: i64(0), 3: i64(0) })
  return [
    of('classes of columns that are not there', () => ({
      ...schema([group('schema', count), leaf('image'), ...many(count, (i) => leaf(`c${i}`))]),
      ...features(
        text({
          image: { _type: 'Image' },
          ...Object.fromEntries(many(count, (i) => [`f${i}`, { _type: 'ClassLabel', names: [] }])),
        }),
      ),
    })),
    of('groups within groups', () => schema([...many(count, (i) => group(`g${i}`, 1)), leaf('image')])),
    of('a group of more columns than there are', () =>
      schema([group('schema', 2 ** 31 - 1), leaf('image'), leaf('label')]),
    ),
    of('a group of fewer columns than none', () => schema([group('schema', -(2 ** 31)), leaf('image'), leaf('label')])),
    of('columns of the same name', () => schema([group('schema', count), ...many(count, () => leaf('image'))])),
    of('groups without rows', () => ({ 4: list(...many(count, () => emptyGroup)) })),
    of('groups of rows without columns', () => ({
      4: list(...many(count, () => struct({ 1: list(), 2: i64(0), 3: i64(250_000) }))),
    })),
    of('more rows than numbers go', () => ({ 3: i64(Number.MAX_SAFE_INTEGER) }), Number.MAX_SAFE_INTEGER),
    of('fewer rows than none', () => ({}), -1),
    of('facts about the file', () => ({
      5: list(...many(count, (i) => struct({ 1: binary(`k${i}`), 2: binary('v') }))),
    })),
    of('a thousand classes that look the same', () =>
      features(
        text({
          image: { _type: 'Image' },
          label: { _type: 'ClassLabel', names: many(1000, (i) => '\u200b'.repeat(i % 90)) },
        }),
      ),
    ),
    of('features of lists within lists', () => features(`{"info":{"features":${'['.repeat(count)}`)),
  ]
}
