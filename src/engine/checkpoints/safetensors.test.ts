import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type EncodedTensor, encodeFile, encodeSafetensors } from '../../testing/encodeSafetensors'
import { expectSentence, messageOf } from '../../testing/sentence'
import { readSafetensors } from './safetensors'

const bytesOf = (...values: number[]) => new Uint8Array(new Float32Array(values).buffer)

function f32(shape: readonly number[], ...values: number[]): EncodedTensor {
  return { dtype: 'F32', shape, bytes: bytesOf(...values) }
}

/** A file of one tensor `w` of 16 bytes, whose entry is as given. */
function fileOf(entry: unknown, bodyBytes = 16): ArrayBuffer {
  return encodeFile(JSON.stringify({ w: entry }), new Uint8Array(bodyBytes))
}

const good = { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] }

describe('reading safetensors', () => {
  it('returns each tensor by name, with shape and format', () => {
    const file = encodeSafetensors(
      new Map([
        ['a', f32([2, 2], 1, 2, 3, -4)],
        ['b', { dtype: 'F16', shape: [1], bytes: new Uint8Array([0x00, 0xc0]) }],
        ['scalar', f32([], 7)],
        ['empty', f32([0, 3])],
      ]),
    )
    expect([...readSafetensors(file)]).toEqual([
      ['a', { dtype: 'float32', shape: [2, 2], values: new Float32Array([1, 2, 3, -4]) }],
      ['b', { dtype: 'float16', shape: [1], values: new Float32Array([-2]) }],
      ['scalar', { dtype: 'float32', shape: [], values: new Float32Array([7]) }],
      ['empty', { dtype: 'float32', shape: [0, 3], values: new Float32Array() }],
    ])
  })

  it.each([0, 1, 2, 3])('does not depend on where in the file the numbers begin (%i spaces)', (spaces) => {
    const header = JSON.stringify({ w: { ...good, shape: [1, 4] } }) + ' '.repeat(spaces)
    const values = readSafetensors(encodeFile(header, bytesOf(1.5, -2, 3, 4))).get('w')?.values
    expect(values).toEqual(new Float32Array([1.5, -2, 3, 4]))
  })

  it('does not depend on the order of the header', () => {
    const header = { b: { ...good, data_offsets: [16, 32] }, a: good }
    const tensors = readSafetensors(encodeFile(JSON.stringify(header), bytesOf(1, 2, 3, 4, 5, 6, 7, 8)))
    expect(tensors.get('a')?.values).toEqual(new Float32Array([1, 2, 3, 4]))
    expect(tensors.get('b')?.values).toEqual(new Float32Array([5, 6, 7, 8]))
  })

  it('returns every tensor of a shipped model', () => {
    const path = new URL('../../../models/cifar10-resnet-gelu-natural/weights.safetensors', import.meta.url)
    const tensors = readSafetensors(new Uint8Array(readFileSync(path)).buffer)
    expect(tensors.get('conv1.weight')?.shape).toEqual([32, 3, 3, 3])
    expect(tensors.has('__metadata__')).toBe(false)
  })
})

/** Bits and the number that they stand for, by IEEE 754. */
const float16Values: [number, number][] = [
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -24],
  [0x8001, -(2 ** -24)],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3555, 0.333251953125],
  [0x3c00, 1],
  [0xc000, -2],
  [0x7bff, 65504],
  [0xfbff, -65504],
  [0x7c00, Number.POSITIVE_INFINITY],
  [0xfc00, Number.NEGATIVE_INFINITY],
  [0x7c01, Number.NaN],
  [0x7e00, Number.NaN],
]

const bfloat16Values: [number, number][] = [
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -133],
  [0x807f, -127 * 2 ** -133],
  [0x0080, 2 ** -126],
  [0x3eab, 0.333984375],
  [0x3f80, 1],
  [0xc040, -3],
  [0x7f7f, 255 * 2 ** 120],
  [0x7f80, Number.POSITIVE_INFINITY],
  [0xff80, Number.NEGATIVE_INFINITY],
  [0x7fc0, Number.NaN],
]

const float32Values: [number, number][] = [
  [0x00000000, 0],
  [0x80000000, -0],
  [0x00000001, 2 ** -149],
  [0x007fffff, 0x7fffff * 2 ** -149],
  [0x00800000, 2 ** -126],
  [0x3eaaaaab, 0.3333333432674408],
  [0x3f800000, 1],
  [0x7f7fffff, 3.4028234663852886e38],
  [0x7f800000, Number.POSITIVE_INFINITY],
  [0xff800000, Number.NEGATIVE_INFINITY],
  [0x7fc00000, Number.NaN],
]

it.each([
  ['F16', 2, float16Values],
  ['BF16', 2, bfloat16Values],
  ['F32', 4, float32Values],
] as const)('%s is decoded to the bit', (dtype, size, values) => {
  const bytes = new Uint8Array(size * values.length)
  const view = new DataView(bytes.buffer)
  for (const [i, [bits]] of values.entries()) {
    if (size === 2) view.setUint16(2 * i, bits, true)
    else view.setUint32(4 * i, bits, true)
  }
  const decoded = readSafetensors(encodeSafetensors(new Map([['w', { dtype, shape: [values.length], bytes }]])))
  // Object.is: -0 is not 0, NaN is NaN.
  for (const [i, [bits, value]] of values.entries()) {
    expect(decoded.get('w')?.values[i], `0x${bits.toString(16)}`).toBe(value)
  }
})

describe('a wrong safetensors file', () => {
  const whole = encodeSafetensors(
    new Map([
      ['first', f32([3], 1, 2, 3)],
      ['last', f32([4], 4, 5, 6, 7)],
    ]),
  )

  it('is refused wherever it is cut', async () => {
    for (let length = 0; length < whole.byteLength; length++) {
      const message = await messageOf(() => readSafetensors(whole.slice(0, length)))
      expectSentence(message, 'weights file', 'cut short')
    }
  })

  it('is refused if it has bytes left over', async () => {
    const longer = new Uint8Array(whole.byteLength + 3)
    longer.set(new Uint8Array(whole))
    expectSentence(await messageOf(() => readSafetensors(longer.buffer)), 'weights file', '3 bytes after')
    const ended = fileOf({ ...good, shape: [3], data_offsets: [0, 12] })
    expectSentence(await messageOf(() => readSafetensors(ended)), 'weights file', '4 bytes after')
  })

  it.each([
    ['2^64 - 1', 2n ** 64n - 1n, 'header of'],
    ['2^63', 2n ** 63n, 'header of'],
    ['just above the limit', 4n * 1024n * 1024n + 1n, 'header of 4,194,305 bytes'],
    ['one more than there is', 61n, 'cut short'],
    ['one less', 59n, 'header'],
    ['zero', 0n, 'header'],
  ])('is refused if its header length is %s', async (_, length, part) => {
    const header = '{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}'.padStart(60)
    const message = await messageOf(() => readSafetensors(encodeFile(header, new Uint8Array(), length)))
    expectSentence(message, 'weights file', part)
  })

  it.each(['', '{', 'null', '7', '"w"', '[]', '\u0000\u0001', '['.repeat(100_000)])(
    'is refused where its header is no object (case %#)',
    async (header) => {
      expectSentence(await messageOf(() => readSafetensors(encodeFile(header, new Uint8Array()))), 'header')
    },
  )

  it('is refused if its header is not UTF-8', async () => {
    const file = encodeFile('{"w":"xx"}', new Uint8Array())
    new Uint8Array(file)[8 + 6] = 0xff
    expectSentence(await messageOf(() => readSafetensors(file)), 'header')
  })

  it.each([
    ['that is null', null],
    ['that is a number', 3],
    ['without a shape', { ...good, shape: undefined }],
    ['of a negative size', { ...good, shape: [-2, -2] }],
    ['of half a size', { ...good, shape: [2.5] }],
    ['of a size as text', { ...good, shape: ['2', '2'] }],
    ['of a size that is not safe', { ...good, shape: [2 ** 60] }],
    ['of too many axes', { ...good, shape: Array(9).fill(1) }],
    ['without offsets', { ...good, data_offsets: undefined }],
    ['of three offsets', { ...good, data_offsets: [0, 8, 16] }],
    ['of a negative offset', { ...good, data_offsets: [-16, 0] }],
    ['that ends before it begins', { ...good, data_offsets: [16, 0] }],
    ['that ends past the file', { ...good, shape: [5], data_offsets: [0, 20] }],
    ['larger than its bytes', { ...good, shape: [2, 3] }],
    ['smaller than its bytes', { ...good, shape: [3] }],
    ['larger than any number', { ...good, shape: Array(8).fill(2 ** 52) }],
    ['of zero times too much', { ...good, shape: [0, ...Array(7).fill(2 ** 52)] }],
    ['that begins late', { ...good, shape: [3], data_offsets: [4, 16] }],
  ])('is refused by name for an entry %s', async (_, entry) => {
    expectSentence(await messageOf(() => readSafetensors(fileOf(entry))), '"w"')
  })

  it.each([['F64'], ['I8'], ['f32'], [''], ['constructor'], ['__proto__'], [['F32']], [3], [null], [undefined]])(
    'is refused where a number format is %j',
    async (dtype) => {
      expectSentence(await messageOf(() => readSafetensors(fileOf({ ...good, dtype }))), '"w"', 'F32, F16, BF16')
    },
  )

  it.each([
    ['the same bytes twice', [0, 16], [0, 16]],
    ['bytes of one another', [0, 16], [8, 24]],
    ['bytes with a gap between', [0, 16], [20, 36]],
  ])('is refused if tensors have %s', async (_, a, b) => {
    const header = { a: { ...good, data_offsets: a }, b: { ...good, data_offsets: b } }
    const file = encodeFile(JSON.stringify(header), new Uint8Array(Math.max(...b)))
    expectSentence(await messageOf(() => readSafetensors(file)), '"b"', `begins at byte ${b[0]}`)
  })

  it('is refused if a name occurs twice', async () => {
    const entry = (begin: number) => JSON.stringify({ ...good, data_offsets: [begin, begin + 16] })
    const file = encodeFile(`{"w":${entry(0)},"w":${entry(16)}}`, new Uint8Array(32))
    expectSentence(await messageOf(() => readSafetensors(file)), '"w"', 'begins at byte 16')
  })
})

it('accepts "__proto__" as a name', () => {
  const file = encodeFile('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', bytesOf(5))
  const tensors = readSafetensors(file)
  expect([...tensors.keys()]).toEqual(['__proto__'])
  expect(({} as Record<string, unknown>).dtype).toBeUndefined()
})

it('has a short error on one line, whatever it says', async () => {
  const name = `line\n${'x'.repeat(100_000)}`
  const file = encodeFile(JSON.stringify({ [name]: { ...good, dtype: 'y'.repeat(100_000) } }), new Uint8Array(16))
  expectSentence(await messageOf(() => readSafetensors(file)), 'line\\n')
})

it.each([0, 1, 2, 3])('keeps float32 uncopied on an aligned offset, header + %i bytes', (spaces) => {
  const header = `{"w":${JSON.stringify({ ...good, shape: [4] })}}`
  const padded = header.padEnd(4 * Math.ceil(header.length / 4) + spaces)
  const file = encodeFile(padded, bytesOf(1, 2, 3, 4))
  const { values } = readSafetensors(file).get('w') ?? expect.fail()
  expect([...values]).toEqual([1, 2, 3, 4])
  expect(values.buffer === file).toBe(spaces === 0)
})
