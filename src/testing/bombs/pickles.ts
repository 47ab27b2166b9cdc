/** @file Pickles that ask for all memory, or for ever. */
import { crc32 } from 'node:zlib'
import { zipOf } from '../../images/datasets/testArchives'
import { deflated } from './archives'
import type { BytesBomb } from './bomb'

const MB = 1024 * 1024

/** `head`, then `piece` until there are `length` bytes, then `tail`. */
function repeatedText(piece: string, length: number, head = '', tail = '.'): Uint8Array {
  const bytes = new Uint8Array(head.length + length + tail.length)
  const pickle = head + piece.repeat(length / piece.length)
  // What is left over is None, which ends no text.
  const whole = pickle.padEnd(head.length + length, 'N') + tail
  bytes.set(Buffer.from(whole, 'latin1'))
  return bytes
}

/** One list of 200,000 numbers, made into a dict or copied again and again. */
const PAIRS = `(${'K\x01K\x02\x86'.repeat(200_000)}lq\x010`

/** Keys, each once, in parts of a thousand as pickle writes them. */
function dictOf(keys: number): Uint8Array {
  const item = Buffer.from('J\0\0\0\0N', 'latin1')
  const parts = Array.from({ length: keys / 1000 }, (_, part) => {
    const items = Buffer.concat(new Array<Buffer>(1000).fill(item))
    for (let i = 0; i < 1000; i++) items.writeInt32LE(1000 * part + i, item.length * i + 1)
    return Buffer.concat([Buffer.from('('), items, Buffer.from('u')])
  })
  return Uint8Array.from(Buffer.concat([Buffer.from('}'), ...parts, Buffer.from('.')]))
}

/** A list that holds itself twice, in turn, so often that its text would be longer than any memory. */
const LAUGHS = `]${'2\x86'.repeat(60)}`

/** The pickles before the value of a legacy checkpoint: its magic number, its version, and the machine. */
const LEGACY = (version: string) =>
  `\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02${version}.\x80\x02}.`
const OF_PYTORCH = 'M\xe9\x03'

/** With how each ends, in full size. */
export const PICKLE_BOMBS: readonly (readonly [name: string, bytes: () => Uint8Array, ends: RegExp])[] = [
  ['lists within lists', () => repeatedText('\x85', 2 * MB, 'N'), /more objects/],
  ['a depth that is just allowed', () => repeatedText('\x85', 450_000, 'N'), /^read$/],
  ['a depth that is built from outside', () => repeatedText(']', 2 * MB, '', 'a'.repeat(100_000)), /more objects/],
  ['dicts', () => repeatedText('}', 2 * MB), /more objects/],
  ['marks', () => repeatedText('(', 2 * MB), /more objects/],
  ['a memo at every index', () => repeatedText('\x94', 2 * MB, 'N'), /more objects/],
  ['numbers', () => repeatedText('N', 12 * MB), /more values at once/],
  ['empty bytes', () => repeatedText('C\x00', 2 * MB), /more objects/],
  ['a value that refers to itself twice, thirty times', () => repeatedText('2\x86', 60, 'N'), /^read$/],
  ['a value that refers to itself twice, for ever', () => repeatedText('2\x86', 2 * MB, 'N'), /more objects/],
  ['a dict that holds itself', () => repeatedText('N', 0, '}q\x01U\x01ah\x01s'), /^read$/],
  [
    'a list of one value many million times',
    () => repeatedText(`(${'h\x01'.repeat(1000)}e`, 2002 * 8000, ']q\x01'),
    /lists of more items/,
  ],
  ['a dict of two million keys', () => dictOf(2_000_000), /lists of more items/],
  ['a list that holds itself', () => repeatedText('h\x01a', 2 * MB, ']q\x01'), /^read$/],
  [
    'one list made into a dict many times',
    () => repeatedText('h\x02h\x01\x85R', 5000, `${PAIRS}ccollections\nOrderedDict\nq\x02`),
    /more instructions/,
  ],
  [
    'one list given to a class many times',
    () => repeatedText('h\x02h\x01R', 2 * MB, `${PAIRS}ca\nb\nq\x02`),
    /more objects/,
  ],
  [
    'one list as a shape many times',
    () => repeatedText('h\x02(NK\x00h\x01h\x01tR', 2 * MB, `${PAIRS}ctorch._utils\n_rebuild_tensor_v2\nq\x02`),
    /more objects/,
  ],
  ['digits', () => repeatedText('9', 2 * MB, 'I', '\n.'), /^read$/],
  ['bytes of one whole number', () => repeatedText('\xff', 2 * MB, '\x8b\x00\x00\x20\x00'), /^read$/],
  ['one text', () => repeatedText('a', 2 * MB, 'X\x00\x00\x20\x00'), /^read$/],
  ['a line that never ends', () => repeatedText('Ia', 2 * MB, '', '\n.'), /^read$/],
  ['frames of impossible lengths', () => repeatedText('\x95\xff\xff\xff\xff\xff\xff\xff\xff', 2 * MB, 'N'), /^read$/],
  ['whole numbers of no bytes', () => repeatedText('\x8a\x00', 2 * MB), /more objects/],
  ['a text that is kept under every number', () => repeatedText('q\x01r\xff\xff\xff\xff', 2 * MB, 'N'), /^read$/],
  ['kept values that nobody kept', () => repeatedText('j\xff\xff\xff\xff', 2 * MB), /has not made/],
  ['a call of a call of a call', () => repeatedText('\x85R', 2 * MB, 'ca\nb\n'), /more values than it made/],
  ['an object built again and again', () => repeatedText('}b', 2 * MB, 'ca\nb\n)\x81'), /more objects/],
  ['references to things that are stored elsewhere', () => repeatedText('NQ', 2 * MB), /way that PyTorch does not/],
  ['classes by the numbers of extensions', () => repeatedText('\x84\xff\xff\xff\x7f', 2 * MB), /^read$/],
  ['one list appended to itself', () => repeatedText('(h\x01h\x01h\x01e', 2 * MB, ']q\x01'), /^read$/],
  ['one key again and again', () => repeatedText('K\x01Ns', 2 * MB, '}'), /^read$/],
  ['values taken away that are not there', () => repeatedText('0', 2 * MB), /more values than it made/],
  ['classes of different names', () => repeatedText('ca\nb\n', 2 * MB), /^read$/],
]

/** Each as the pickle of a PyTorch checkpoint, packed or not: the sizes are those of the pickles. */
export const torchBombs = (scale: number): BytesBomb[] => [
  ...PICKLE_BOMBS.map(([name, make]) => ({
    name,
    make: () => {
      const whole = make()
      // The beginning stays, and the end is that of a pickle.
      const length = Math.max(64, Math.round(whole.length * scale))
      const pickle = new Uint8Array(whole.subarray(0, length))
      pickle[pickle.length - 1] = '.'.charCodeAt(0)
      return zipOf([{ name: 'a/data.pkl', packed: pickle, crc32: crc32(pickle), size: pickle.length }])
    },
  })),
  {
    name: 'a pickle of 64 MB of zeros',
    make: () => zipOf([deflated('a/data.pkl', new Uint8Array(Math.round(64 * scale * MB)))]),
  },
  {
    name: 'modules of long names within one another',
    make: () => {
      const pickle = sharedModules(1, Math.round(5000 * scale), 30, 4000)
      return zipOf([{ name: 'a/data.pkl', packed: pickle, crc32: crc32(pickle), size: pickle.length }])
    },
  },
  {
    name: 'sixteen modules that share their parameters',
    make: () => {
      const pickle = sharedModules(1, Math.round(50_000 * scale), 1, 1, 16)
      return zipOf([{ name: 'a/data.pkl', packed: pickle, crc32: crc32(pickle), size: pickle.length }])
    },
  },
  {
    name: 'a weight stretched from one number to a terabyte',
    make: () => {
      // 2 ** 20 in four bytes.
      const big = `J${String.fromCharCode(0, 0, 16, 0)}`
      const storage = `(${textOf('storage')}ctorch\nFloatStorage\n${textOf('0')}${textOf('cpu')}K\x01tQ`
      const tensor = `ctorch._utils\n_rebuild_tensor_v2\n(${storage}K\x00${big}${big}\x86K\x00K\x00\x86\x89NtR`
      const pickle = new Uint8Array(Buffer.from(`}${textOf('0.weight')}${tensor}s.`, 'latin1'))
      const numbers = new Uint8Array(4)
      return zipOf([
        { name: 'a/data.pkl', packed: pickle, crc32: crc32(pickle), size: pickle.length },
        { name: 'a/data/0', packed: numbers, crc32: crc32(numbers), size: 4 },
      ])
    },
  },
  { name: 'a version that holds itself again and again', make: () => latin1(LEGACY(LAUGHS)) },
  {
    name: 'keys that hold themselves again and again',
    make: () => latin1(`${LEGACY(OF_PYTORCH)}\x80\x02}${textOf('w')}${ONE_TENSOR}s.\x80\x02](${LAUGHS}e.`),
  },
  {
    name: 'numbers of classes that hold themselves again and again',
    make: () => {
      const classes = `}(${LAUGHS}${textOf('a')}${textOf('b')}K\x01u`
      const pickle = latin1(`}(${textOf('classes')}${classes}${textOf('net')}}${textOf('w')}${ONE_TENSOR}su.`)
      return zipOf([{ name: 'a/data.pkl', packed: pickle, crc32: crc32(pickle), size: pickle.length }])
    },
  },
  {
    name: 'modules that share the names of buffers left out',
    make: () => {
      const names = `(${'K\x01'.repeat(Math.round(900_000 * scale))}lq\x010`
      const buffers = `}${textOf('b')}${ONE_TENSOR}sq\x020`
      const own = `}(${textOf('_buffers')}h\x02${textOf('_non_persistent_buffers_set')}h\x01${textOf('_modules')}}u`
      const module = `cm\nM\n)\x81${own}b`
      const modules = Array.from({ length: Math.round(5000 * scale) }, (_, i) => textOf(`m${i}`) + module)
      const pickle = latin1(`${names}${buffers}cm\nM\n)\x81}${textOf('_modules')}}(${modules.join('')}usb.`)
      return zipOf([{ name: 'a/data.pkl', packed: pickle, crc32: crc32(pickle), size: pickle.length }])
    },
  },
  {
    name: 'modules that share their parameters',
    make: () => {
      const pickle = sharedModules(Math.round(5000 * scale), Math.round(5000 * scale))
      return zipOf([{ name: 'a/data.pkl', packed: pickle, crc32: crc32(pickle), size: pickle.length }])
    },
  },
]

const textOf = (value: string) =>
  value.length < 256
    ? `U${String.fromCharCode(value.length)}${value}`
    : `X${String.fromCharCode(value.length & 255, value.length >> 8, 0, 0)}${value}`

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

/** Of one number, whose storage has the key "0". */
const ONE_TENSOR = `ctorch._utils\n_rebuild_tensor_v2\n((${textOf('storage')}ctorch\nFloatStorage\n${textOf('0')}${textOf('cpu')}K\x01tQK\x00K\x01K\x01\x86K\x01K\x01\x86\x89NtR`

/**
 * A module with so many modules in it, all of which hold the same parameters.
 *
 * @param depth how many modules lie around each, whose names have so many characters
 * @param times how often all of it stands in a dict
 */
function sharedModules(
  modules: number,
  parameters: number,
  depth = 0,
  characters = 1,
  times = 1,
): Uint8Array<ArrayBuffer> {
  const text = textOf
  // In the memo: 1 a tensor, 2 the parameters, 3 a module.
  const own = `}q\x02(${Array.from({ length: parameters }, (_, i) => `${text(`p${i}`)}h\x01`).join('')}u`
  const module = (inner: string) => `cm\nM\n)\x81}(${text('_parameters')}h\x02${text('_modules')}${inner}ub`
  const leaf = `${module('}')}q\x030`
  const all = `}(${Array.from({ length: modules }, (_, i) => `${text(`m${i}`)}h\x03`).join('')}u`
  // In the memo: 4 a long name.
  const name = `${text('n'.repeat(characters))}q\x040`
  const begin = `${ONE_TENSOR}q\x010${own}0${leaf}${name}`
  const around = Array.from({ length: depth }).reduce<string>((inner) => module(`}h\x04${inner}s`), module(all))
  // Each of several is an object of its own, with the same parameters.
  const several = () => Array.from({ length: times }, (_, i) => `${text(`d${i}`)}${around}`).join('')
  const whole = times === 1 ? around : `}(${several()}u`
  return new Uint8Array(Buffer.from(`${begin}${whole}.`, 'latin1'))
}
