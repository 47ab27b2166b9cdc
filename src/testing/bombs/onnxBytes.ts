/** @file ONNX files that no exporter writes: fields that are unknown, repeated or of odd numbers, and copies that are none. */
import { create } from '@bufbuild/protobuf'
import { StringStringEntryProtoSchema, TensorProtoSchema } from '../../engine/onnx/file/onnx_pb'
import { joined } from '../../images/datasets/testArchives'
import { repeated } from './archives'
import type { BytesBomb } from './bomb'
import { node, onnxOf, tensor } from './onnxFile'

const LAST = node('Flatten', ['x'], ['y'])

/** Of protobuf's wire types: a group that begins, and one that ends. */
const GROUP = Uint8Array.of(((100 << 3) & 0x7f) | 0x80 | 3, 6)

/** The last bytes of 64 that give them one and the same FNV-1a, whatever stands before. */
const COLLIDING = 64

/** Tables of whole numbers that differ and have the same hash: of what comes last, every byte is undone. */
function tablesOfOneHash(count: number): Uint8Array[] {
  const [prime, inverse] = [16777619, inverseOf(16777619)]
  const target = 12345
  const halves = new Map<number, number>()
  // From the end: which state before the last two bytes leads to the target.
  for (let pair = 0; pair < 65536; pair++) {
    const before = Math.imul(Math.imul(target, inverse) ^ (pair & 255), inverse) ^ (pair >> 8)
    halves.set(before | 0, pair)
  }
  const tables: Uint8Array[] = []
  const after = (hash: number, byte: number) => Math.imul(hash ^ byte, prime)
  // Of the noughts before the bytes that differ.
  const begun = new Uint8Array(COLLIDING - 6).reduce(after, 2166136261 | 0)
  for (let i = 0; tables.length < count; i++) {
    const hash = after(after(after(after(begun, i & 255), (i >> 8) & 255), (i >> 16) & 255), i >>> 24)
    const pair = halves.get(hash)
    if (pair === undefined) continue
    const table = new Uint8Array(COLLIDING)
    new DataView(table.buffer).setUint32(COLLIDING - 6, i, true)
    table[COLLIDING - 2] = pair >> 8
    table[COLLIDING - 1] = pair & 255
    tables.push(table)
  }
  return tables
}

/** Of an odd number, modulo 2 ** 32. */
function inverseOf(odd: number): number {
  let inverse = odd
  for (let bits = 3; bits < 32; bits *= 2) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse))
  return inverse
}

const table = (name: string, rawData: Uint8Array) =>
  create(TensorProtoSchema, { name, dims: [BigInt(rawData.length / 8)], dataType: 7, rawData })

export const onnxBytesBombs = (many: number): BytesBomb[] => [
  {
    name: 'tables that differ and have the same hash',
    make: () => {
      const tables = tablesOfOneHash(Math.min(200, many / 250))
      // The same few again and again, which a list of all with their hash would be searched for.
      const all = Array.from({ length: many / 2 }, (_, i) => table(`c${i}`, tables[i % tables.length] as Uint8Array))
      return onnxOf([node('Sum', ['x', ...all.map(({ name }) => name)], ['y'])], all)
    },
  },
  { name: 'groups, which protobuf no longer has', make: () => joined(onnxOf([LAST]), repeated(GROUP, many * 20)) },
  { name: 'unknown fields', make: () => joined(onnxOf([LAST]), repeated(Uint8Array.of(0xf8, 0x7f, 1), many * 20)) },
  {
    name: 'an unknown field that is longer than the file',
    make: () => joined(onnxOf([LAST]), Uint8Array.of(0xfa, 0x7f, 0xff, 0xff, 0xff, 0xff, 0x0f), new Uint8Array(many)),
  },
  { name: 'the same graph again and again', make: () => repeated(onnxOf([LAST]), many) },
  { name: 'numbers of more bytes than a number has', make: () => new Uint8Array(many * 20).fill(0x80) },
  {
    name: 'the shape of a weight is negative',
    make: () => onnxOf([node('Gemm', ['x', 'w'], ['y'])], [tensor('w', [-1, -(2 ** 40)], null)]),
  },
  {
    name: 'a shape whose product is nought',
    make: () => onnxOf([node('Gemm', ['x', 'w'], ['y'])], [tensor('w', [2 ** 52, 2 ** 52, 0], null)]),
  },
  {
    name: 'weights in files that are named by paths',
    make: () => {
      const external = (i: number) =>
        create(TensorProtoSchema, {
          name: `w${i}`,
          dims: [2n],
          dataType: 1,
          dataLocation: 1,
          externalData: ['location', 'offset', 'length'].map((key) =>
            create(StringStringEntryProtoSchema, {
              key,
              value: key === 'location' ? `../../${i}.bin` : '9'.repeat(400),
            }),
          ),
        })
      const all = Array.from({ length: many / 5 }, (_, i) => external(i))
      return onnxOf([node('Sum', ['x', ...all.map(({ name }) => name)], ['y'])], all)
    },
  },
]
