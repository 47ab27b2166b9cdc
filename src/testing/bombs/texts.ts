/** @file Texts in JSON that are too deep, too long or too many. */
import { bytesOf } from '../../images/datasets/testArchives'
import type { BytesBomb } from './bomb'

const MB = 1024 * 1024

/** `piece` again and again, about as long as it may be. */
const filled = (piece: string, bytes: number) => piece.repeat(Math.max(1, Math.floor(bytes / piece.length)))

/** @param field of a text in JSON in which anything may stand */
export const textBombs =
  (most: number) =>
  (scale: number): BytesBomb[] => {
    const bytes = Math.round(most * scale)
    const of = (name: string, text: () => string): BytesBomb => ({ name, make: () => bytesOf(text()) })
    return [
      of('lists within lists', () => filled('[', bytes)),
      of('objects within objects', () => filled('{"a":', bytes)),
      of('lists within a field', () => `{"training":${filled('[', bytes / 2)}${filled(']', bytes / 2)}}`),
      of('empty objects', () => `[${filled('{},', bytes)}{}]`),
      of('numbers', () => `[${filled('0,', bytes)}0]`),
      of('one long text', () => `"${filled('a', bytes)}"`),
      of('one long number', () => filled('9', bytes)),
      of('an exponent', () => '{"formatVersion":1e999}'),
      of('many keys', () => `{${Array.from({ length: Math.ceil(bytes / 12) }, (_, i) => `"k${i}":0`).join(',')}}`),
      of('many objects of many keys', () => {
        const keys = Array.from({ length: 60_000 }, (_, i) => `"k${i}":0`).join(',')
        return `[${filled(`{${keys}},`, bytes)}0]`
      }),
      of('a long key', () => `{"${filled('k', bytes)}":0}`),
      of('an id that is a long list', () => `{"id":[${filled('1,', bytes)}1]}`),
      of('a name that is a long text', () => `{"formatVersion":1,"id":"a","name":"${filled('n', bytes)}"}`),
      of('keys of the prototype', () => `{"__proto__":{"a":1},"constructor":{"prototype":{"b":1}}}`),
      of('white space', () => filled(' \n', bytes)),
      of('quotes', () => filled('"', bytes)),
      of('escapes', () => `"${filled('\\u0000', bytes)}"`),
      of('lines', () => filled('{"epoch":1}\n', bytes)),
      of('broken lines', () => filled('{\n', bytes)),
      of('one key again and again', () => `{${filled('"id":"a",', bytes)}"id":"b"}`),
      of('numbers beyond all numbers', () => `[${filled('1e999999,', bytes)}0]`),
      of('a number of many digits behind the point', () => `{"formatVersion":0.${filled('1', bytes)}}`),
      of('halves of characters', () => `{"id":"${filled('\\ud800', bytes)}"}`),
      of('halves of characters in keys', () => `{${filled('"\\udfff":0,', bytes)}"a":0}`),
      of('byte-order marks', () => filled('\ufeff', bytes / 3)),
      of('a byte-order mark before a long list', () => `\ufeff[${filled('0,', bytes)}0]`),
      of('marks upon a letter', () => `{"id":"a${filled('\u0316\u0301', bytes / 4)}","name":"a"}`),
      of('characters of no width', () => `{"id":"a","name":"${filled('\u200b\u202e', bytes / 6)}"}`),
      of('an id of spaces and hyphens', () => `{"formatVersion":1,"id":"${filled('a- ', bytes)}!"}`),
      of('lines that end in carriage returns', () => filled('{"epoch":1}\r', bytes)),
      of('lines of nothing', () => filled('\r\n', bytes)),
      of('a line without an end', () => `{"epoch":1,"loss":${filled('1', bytes)}`),
      of('epochs that are never the next', () =>
        Array.from({ length: bytes / 40 }, (_, i) => `{"epoch":${(i * 7919) % 100_003},"loss":0.5}`).join('\n'),
      ),
      of('UTF-16', () => filled('{\0"\0i\0d\0"\0:\0"\0', bytes)),
    ]
  }

export const MANIFEST_BYTES = 8 * MB
export const LOG_BYTES = MB
export const PLAN_BYTES = 8 * MB
