import { describe, expect, it } from 'vitest'
import { messageOf } from '../../../testing/sentence'
import { TORCH_MEANINGS } from '../torch/meanings'
import { PickleEnds } from './cursor'
import { unpickle } from './unpickle'
import { Inert, PickleDict, type PickleValue, StorageReference, TensorReference } from './values'

/** A pickle written byte for byte, a character a byte. */
const bytes = (pickle: string) => Uint8Array.from(pickle, (character) => character.charCodeAt(0))
const read = (pickle: string) => unpickle(bytes(pickle), 0, TORCH_MEANINGS)
const valueIn = (pickle: string) => read(pickle).value

/** Dicts as lists of pairs. */
const plain = (value: PickleValue): unknown =>
  value instanceof PickleDict ? [...value.items()].map((pair) => pair.map(plain)) : value

describe('numbers, texts and containers are read in every protocol', () => {
  it.each<[string, string, unknown]>([
    ['whole numbers of protocol 0', '(I12\nI-7\nL12345678901234567890L\nL5L\nl.', [12, -7, 12345678901234567890n, 5]],
    ['truth of protocol 0', '(I01\nI00\nl.', [true, false]],
    ['fractions of protocol 0', '(F1.5\nF-1e-3\nFinf\nF-inf\nl.', [1.5, -0.001, Infinity, -Infinity]],
    ['texts of protocol 0', "(S'a b'\nVc\nl.", ['a b', 'c']],
    ['binary whole numbers', '(K\xffM\x01\x02J\xfe\xff\xff\xff\x8a\x02\x00\xff\x8a\x00l.', [255, 513, -2, -256, 0]],
    ['a whole number of many bytes', '\x8b\x09\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x01.', 2n ** 64n + 1n],
    ['a binary fraction', 'G\x3f\xf8\x00\x00\x00\x00\x00\x00.', 1.5],
    ['binary texts', '(X\x02\x00\x00\x00\xc3\xa9U\x01aT\x01\x00\x00\x00b\x8c\x01cl.', ['é', 'a', 'b', 'c']],
    ['a text with a long length', '\x8d\x01\x00\x00\x00\x00\x00\x00\x00d.', 'd'],
    ['bytes', '(C\x02\x01\xffB\x01\x00\x00\x00\x02l.', [Uint8Array.of(1, 255), Uint8Array.of(2)]],
    ['tuples', '(N\x85\x88\x89\x86K\x01K\x02K\x03\x87)t.', [[null], [true, false], [1, 2, 3], []]],
    ['a list that is added to', ']K\x01a(K\x02K\x03e.', [1, 2, 3]],
    ['a set', '\x8f(K\x01K\x02\x90.', [1, 2]],
    [
      'a dict',
      '}U\x01aK\x01s(U\x01bK\x02U\x01cK\x03u.',
      [
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ],
    ],
    ['a dict of protocol 0', '(U\x01aK\x01d.', [['a', 1]]],
    ['an ordered dict', 'ccollections\nOrderedDict\n)RU\x01aK\x01s.', [['a', 1]]],
    ['an ordered dict of pairs', 'ccollections\nOrderedDict\n((U\x01aK\x01ltR.', []],
    ['what was made before', '(]p5\n0g5\nq\x02h\x02r\x00\x01\x00\x00j\x00\x01\x00\x00l.', [[], [], []]],
    ['a memo of protocol 4', '\x80\x04\x95\x04\x00\x00\x00\x00\x00\x00\x00(U\x01a\x94h\x00l.', ['a', 'a']],
    ['a value twice', '(K\x012l.', [1, 1]],
  ])('%s', (_, pickle, wanted) => {
    expect(plain(valueIn(pickle))).toEqual(wanted)
  })

  it('and shared values stay shared', () => {
    const [one, other] = valueIn('(]q\x01h\x01l.') as PickleValue[]
    expect(one).toBe(other)
  })
})

describe('nothing is executed', () => {
  it.each<[string, string, string]>([
    ['a function that is called', 'cos\nsystem\n(U\x02lstR.', 'os.system'],
    ['one by name from the stack', 'U\x08builtinsU\x04eval\x93(U\x011tR.', 'builtins.eval'],
    ['an object of protocol 0', '(ios\nsystem\n.', 'os.system'],
    ['an object of protocol 1', '(cos\nsystem\nU\x02lso.', 'os.system'],
    ['a new object', 'cargparse\nNamespace\n)\x81}b.', 'argparse.Namespace'],
    ['one with named arguments', 'ca\nb\n)}\x92.', 'a.b'],
    ['an extension', '\x82\x05)R.', 'an extension 5'],
    ['the result of another call', 'ca\nb\n)R)R.', 'a.b'],
    ['a name of every object', 'c__builtin__\n__proto__\n)R.', '__builtin__.__proto__'],
  ])('but becomes inert, with its name: %s', (_, pickle, name) => {
    const { value, inertNames } = read(pickle)
    expect(value).toBeInstanceOf(Inert)
    expect((value as Inert).name).toBe(name)
    expect(inertNames).toEqual([name])
  })

  it('and its state is kept beside it', () => {
    const inert = valueIn('cargparse\nNamespace\n)\x81}U\x02lrK\x01sb.') as Inert
    expect(plain(inert.state)).toEqual([['lr', 1]])
  })
})

describe('a tensor', () => {
  const STORAGE = '(U\x07storagectorch\nFloatStorage\nU\x010U\x06cuda:0K\x06tQ'
  it('is a view of a storage', () => {
    const tensor = valueIn(`ctorch._utils\n_rebuild_tensor_v2\n(${STORAGE}K\x01K\x02K\x02\x86K\x02K\x01\x86\x89NtR.`)
    expect(tensor).toEqual(
      new TensorReference(new StorageReference('0', 'FloatStorage', 6, 0), null, 1, [2, 2], [2, 1]),
    )
  })

  it.each([
    ['a negative size', 'K\x01J\xff\xff\xff\xffK\x02\x86K\x02K\x01\x86'],
    ['nine axes', `K\x00(${'K\x01'.repeat(9)}t(${'K\x01'.repeat(9)}t`],
    ['an axis without a stride', 'K\x00K\x02\x85)'],
    ['a size that is a text', 'K\x00U\x012\x85K\x01\x85'],
  ])('of %s is inert', (_, places) => {
    const { value } = read(`ctorch._utils\n_rebuild_tensor_v2\n(${STORAGE}${places}\x89NtR.`)
    expect(value).toBeInstanceOf(Inert)
  })

  it('of a subclass that contains itself is inert, and reading ends', () => {
    // [how, type, arguments]: the arguments hold themselves.
    const how = 'ctorch._tensor\n_rebuild_from_type_v2\n'
    expect(read(`${how}]q\x01${how}aNah\x01ah\x01R.`).value).toBeInstanceOf(Inert)
  })
})

describe('anything but a pickle is refused', () => {
  it.each<[string, string, RegExp]>([
    ['an instruction that is none', '\x01.', /instruction 1 at byte 0/],
    ['a protocol of the future', '\x80\x06.', /protocol 6/],
    ['a value that was never made', 'h\x07.', /value 7/],
    ['an end without a value', '.', /more values than it made/],
    ['values taken from before a mark', 'K\x01(0.', /^$|more values/],
    ['a list without a beginning', 'l.', /did not begin/],
    ['items for a number', 'K\x01U\x01aK\x02s.', /holds none/],
    ['additions to a number', 'K\x01K\x02a.', /no list/],
    ['a key without a value', '}(U\x01au.', /key without a value/],
    ['a whole number that is none', 'Ix\n.', /whole number/],
    ['a fraction that is none', 'Fx\n.', /number that is none/],
    ['numbers elsewhere in another way', 'K\x01Q.', /in a way that PyTorch does not/],
    ['buffers elsewhere', '\x97.', /buffers/],
  ])('%s', async (_, pickle, reason) => {
    const message = await messageOf(async () => read(pickle)).catch(() => '')
    expect(message).toMatch(reason)
  })

  it.each([
    '',
    '}',
    'X\xff\xff\xff\x7fa',
    'S a',
    'B\xff\xff\xff\xff',
    '\x8e\xff\xff\xff\xff\xff\xff\xff\xff',
    '\x8b\xff\xff\xff\xffa',
    '\x80',
  ])('or asks for more if it is incomplete: %j', (pickle) => {
    expect(() => read(pickle)).toThrow(PickleEnds)
  })
})
