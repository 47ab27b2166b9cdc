/**
 * @file What each instruction of a pickle does, of protocols 0 to 5, by the byte that stands for it (Python's
 * Lib/pickletools.py describes them all).
 */
import { quoteValue } from '../../../quote'
import { MAX_PICKLED_DIGITS } from '../limits'
import { PickleFault, type PickleMachine } from './machine'
import { Global, Inert, PickleDict, type PickleValue } from './values'

type Instruction = (machine: PickleMachine) => void

/** Texts and bytes; those too long to be names are not read. */
const unread = (what: string) => new Inert(what, [])
const pushText = (machine: PickleMachine, text: string | null) => {
  if (text === null) machine.pushMade(unread('a long text'))
  else machine.push(text)
}

function globalOf(module: PickleValue, name: PickleValue): Global {
  if (typeof module !== 'string' || typeof name !== 'string') throw new PickleFault('names a class without a name')
  return new Global(`${module}.${name}`)
}

/** Two's complement, little-endian. */
function wholeNumber(bytes: Uint8Array): PickleValue {
  if (bytes.length > MAX_PICKLED_DIGITS) return unread('a long whole number')
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number)
  if ((bytes.at(-1) ?? 0) >= 128) value -= 1n << BigInt(8 * bytes.length)
  return asNumber(value)
}

const asNumber = (value: bigint): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value)

/** "12", "12L", or of protocol 0 "01" for True. */
function decimal(line: string | null): PickleValue {
  if (line === null || line.length > MAX_PICKLED_DIGITS) return unread('a long whole number')
  if (line === '00') return false
  if (line === '01') return true
  const [, digits] = /^\s*([+-]?\d+)L?\s*$/.exec(line) ?? []
  if (digits === undefined) throw new PickleFault(`has ${quoteValue(line.slice(0, 20))} for a whole number`)
  return asNumber(BigInt(digits.replace('+', '')))
}

function decimalFraction(line: string | null): number {
  const value = Number((line ?? '?').replace(/^([+-]?)inf$/, '$1Infinity').replace(/^[+-]?nan$/, 'NaN'))
  if (line === null || (Number.isNaN(value) && !/nan/.test(line))) throw new PickleFault('has a number that is none')
  return value
}

/** Escapes are kept, because no name has any. */
const unquoted = (line: string | null) => line?.replace(/^(["'])(.*)\1$/, '$2') ?? null

/** State of an object beside its items, as of `OrderedDict`, which is not needed. */
function build(machine: PickleMachine): void {
  const state = machine.pop()
  const target = machine.top()
  if (target instanceof Inert) target.state = state
}

function callNew(machine: PickleMachine, made: PickleValue): void {
  machine.call(machine.pop(), Array.isArray(made) ? made : [made])
}

function persistent(machine: PickleMachine, id: PickleValue): void {
  machine.pushMade(machine.meanings.outside(id))
}

const dictOf = (machine: PickleMachine, items: readonly PickleValue[]) => {
  const dict = new PickleDict()
  machine.setItems(dict, items)
  return dict
}

const byCharacter: readonly (readonly [string, Instruction])[] = [
  ['(', (m) => m.mark()],
  ['0', (m) => m.drop()],
  ['1', (m) => void m.popMark()],
  ['2', (m) => m.push(m.top())],
  // Numbers.
  ['F', (m) => m.push(decimalFraction(m.cursor.line()))],
  ['I', (m) => m.pushMade(decimal(m.cursor.line()))],
  ['L', (m) => m.pushMade(decimal(m.cursor.line()))],
  ['J', (m) => m.push(m.cursor.int32())],
  ['K', (m) => m.push(m.cursor.uint8())],
  ['M', (m) => m.push(m.cursor.uint16())],
  ['G', (m) => m.push(m.cursor.float64())],
  ['\x8a', (m) => m.pushMade(wholeNumber(m.cursor.slice(m.cursor.uint8())))],
  ['\x8b', (m) => m.pushMade(wholeNumber(m.cursor.slice(m.cursor.uint32())))],
  ['N', (m) => m.push(null)],
  ['\x88', (m) => m.push(true)],
  ['\x89', (m) => m.push(false)],
  // Texts, and bytes of Python 2 that are texts.
  ['S', (m) => pushText(m, unquoted(m.cursor.line()))],
  ['V', (m) => pushText(m, m.cursor.line())],
  ['T', (m) => pushText(m, m.cursor.text(m.cursor.uint32()))],
  ['U', (m) => pushText(m, m.cursor.text(m.cursor.uint8()))],
  ['X', (m) => pushText(m, m.cursor.text(m.cursor.uint32()))],
  ['\x8c', (m) => pushText(m, m.cursor.text(m.cursor.uint8()))],
  ['\x8d', (m) => pushText(m, m.cursor.text(m.cursor.uint64()))],
  ['B', (m) => m.pushMade(m.cursor.slice(m.cursor.uint32()))],
  ['C', (m) => m.pushMade(m.cursor.slice(m.cursor.uint8()))],
  ['\x8e', (m) => m.pushMade(m.cursor.slice(m.cursor.uint64()))],
  ['\x96', (m) => m.pushMade(m.cursor.slice(m.cursor.uint64()))],
  // Lists, tuples, sets and dicts.
  [']', (m) => m.pushMade([])],
  [')', (m) => m.pushMade([])],
  ['\x8f', (m) => m.pushMade([])],
  ['}', (m) => m.pushMade(new PickleDict())],
  ['l', (m) => m.pushMade(m.popMark())],
  ['t', (m) => m.pushMade(m.popMark())],
  ['\x91', (m) => m.pushMade(m.popMark())],
  ['d', (m) => m.pushMade(dictOf(m, m.popMark()))],
  ['\x85', (m) => m.pushMade(m.popMany(1))],
  ['\x86', (m) => m.pushMade(m.popMany(2))],
  ['\x87', (m) => m.pushMade(m.popMany(3))],
  ['a', (m) => appendTo(m, [m.pop()])],
  ['e', (m) => appendTo(m, m.popMark())],
  ['\x90', (m) => appendTo(m, m.popMark())],
  ['s', (m) => setIn(m, m.popMany(2))],
  ['u', (m) => setIn(m, m.popMark())],
  // Memoised values.
  ['p', (m) => m.remember(memoIndex(m))],
  ['q', (m) => m.remember(m.cursor.uint8())],
  ['r', (m) => m.remember(m.cursor.uint32())],
  ['\x94', (m) => m.remember(m.remembered)],
  ['g', (m) => m.recall(memoIndex(m))],
  ['h', (m) => m.recall(m.cursor.uint8())],
  ['j', (m) => m.recall(m.cursor.uint32())],
  // Classes and their instances.
  ['c', (m) => m.pushMade(globalOf(m.cursor.line(), m.cursor.line()))],
  ['\x93', (m) => m.pushMade(globalOf(...(m.popMany(2) as [PickleValue, PickleValue])))],
  ['\x82', (m) => m.pushMade(new Global(`an extension ${m.cursor.uint8()}`))],
  ['\x83', (m) => m.pushMade(new Global(`an extension ${m.cursor.uint16()}`))],
  ['\x84', (m) => m.pushMade(new Global(`an extension ${m.cursor.uint32()}`))],
  ['R', (m) => callNew(m, m.pop())],
  ['\x81', (m) => callNew(m, m.pop())],
  ['\x92', (m) => callNew(m, m.popMany(2)[0] as PickleValue)],
  ['b', build],
  [
    'i',
    (m) => {
      const called = globalOf(m.cursor.line(), m.cursor.line())
      m.call(called, m.popMark())
    },
  ],
  [
    'o',
    (m) => {
      const [called = null, ...made] = m.popMark()
      m.call(called, made)
    },
  ],
  ['P', (m) => persistent(m, m.cursor.line())],
  ['Q', (m) => persistent(m, m.pop())],
  // Instructions without effect on values.
  ['\x95', (m) => void m.cursor.uint64()],
  ['\x98', () => {}],
  [
    '\x80',
    (m) => {
      const protocol = m.cursor.uint8()
      if (protocol > 5) throw new PickleFault(`is of protocol ${protocol}, where 0 to 5 are known`)
    },
  ],
  [
    '\x97',
    () => {
      throw new PickleFault('has buffers outside of itself')
    },
  ],
]

function memoIndex(machine: PickleMachine): number {
  const index = decimal(machine.cursor.line())
  if (typeof index !== 'number') throw new PickleFault('remembers a value without a number')
  return index
}

function appendTo(machine: PickleMachine, items: readonly PickleValue[]): void {
  machine.append(machine.top(), items)
}

function setIn(machine: PickleMachine, items: readonly PickleValue[]): void {
  machine.setItems(machine.top(), items)
}

/** By the byte; undefined for unknown ones. The caller handles STOP. */
export const INSTRUCTIONS: readonly (Instruction | undefined)[] = Array.from(
  { length: 256 },
  (_, byte) => byCharacter.find(([character]) => character.charCodeAt(0) === byte)?.[1],
)
