/** @file Pickles that ask for all memory, or for ever: each ends soon, in a value or in a reason, within bounds of memory. */
import { describe, expect, it } from 'vitest'
import { measureSpending } from '../../../testing/spent'
import { TORCH_MEANINGS } from '../torch/meanings'
import { stateDictsIn } from '../torch/savedValue'
import { PickleFault } from './machine'
import { unpickle } from './unpickle'

const MB = 1024 * 1024

/** `head`, then `piece` until there are `length` bytes, then `tail`. */
function repeated(piece: string, length: number, head = '', tail = '.'): Uint8Array {
  const bytes = new Uint8Array(head.length + length + tail.length)
  const pickle = head + piece.repeat(length / piece.length)
  // What is left over is None, which ends no text.
  const whole = pickle.padEnd(head.length + length, 'N') + tail
  bytes.set(Buffer.from(whole, 'latin1'))
  return bytes
}

/** Reads and searches it; whether it was read, or why not. */
function readAll(bytes: Uint8Array): string {
  try {
    stateDictsIn(unpickle(bytes, 0, TORCH_MEANINGS).value)
    return 'read'
  } catch (error) {
    if (!(error instanceof PickleFault)) throw error
    return error.message
  }
}

/** One list of 200,000 numbers, made into a dict or copied again and again. */
const PAIRS = `(${'K\x01K\x02\x86'.repeat(200_000)}lq\x010`

const BOMBS: readonly (readonly [name: string, bytes: () => Uint8Array, ends: RegExp])[] = [
  ['lists within lists', () => repeated('\x85', 2 * MB, 'N'), /more objects/],
  ['a depth that is just allowed', () => repeated('\x85', 450_000, 'N'), /^read$/],
  ['a depth that is built from outside', () => repeated(']', 2 * MB, '', 'a'.repeat(100_000)), /more objects/],
  ['dicts', () => repeated('}', 2 * MB), /more objects/],
  ['marks', () => repeated('(', 2 * MB), /more objects/],
  ['a memo at every index', () => repeated('\x94', 2 * MB, 'N'), /more objects/],
  ['numbers', () => repeated('N', 12 * MB), /more instructions/],
  ['empty bytes', () => repeated('C\x00', 2 * MB), /more objects/],
  ['a value that refers to itself twice, thirty times', () => repeated('2\x86', 60, 'N'), /^read$/],
  ['a value that refers to itself twice, for ever', () => repeated('2\x86', 2 * MB, 'N'), /more objects/],
  ['a dict that holds itself', () => repeated('N', 0, '}q\x01U\x01ah\x01s'), /^read$/],
  ['a list that holds itself', () => repeated('h\x01a', 2 * MB, ']q\x01'), /^read$/],
  [
    'one list made into a dict many times',
    () => repeated('h\x02h\x01\x85R', 5000, `${PAIRS}ccollections\nOrderedDict\nq\x02`),
    /more instructions/,
  ],
  [
    'one list given to a class many times',
    () => repeated('h\x02h\x01R', 2 * MB, `${PAIRS}ca\nb\nq\x02`),
    /more objects/,
  ],
  [
    'one list as a shape many times',
    () => repeated('h\x02(NK\x00h\x01h\x01tR', 2 * MB, `${PAIRS}ctorch._utils\n_rebuild_tensor_v2\nq\x02`),
    /more objects/,
  ],
  ['digits', () => repeated('9', 2 * MB, 'I', '\n.'), /^read$/],
  ['bytes of one whole number', () => repeated('\xff', 2 * MB, '\x8b\x00\x00\x20\x00'), /^read$/],
  ['one text', () => repeated('a', 2 * MB, 'X\x00\x00\x20\x00'), /^read$/],
  ['a line that never ends', () => repeated('Ia', 2 * MB, '', '\n.'), /^read$/],
  ['classes of different names', () => repeated('ca\nb\n', 2 * MB), /^read$/],
]

describe('a pickle bomb', () => {
  it.each(BOMBS)('of %s ends within 2 s and 512 MB', (_, make, ends) => {
    const bytes = make()
    const spent = measureSpending()
    expect(readAll(bytes)).toMatch(ends)
    const { ms, megabytes } = spent()
    expect(ms).toBeLessThan(2000)
    expect(megabytes).toBeLessThan(512)
  })
})
