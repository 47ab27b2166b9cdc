/** @file Addresses, and images that carry the page's state, that say far more than the page can show. */
import { bytesOf, joined } from '../../images/datasets/testArchives'
import { repeated } from './archives'
import type { BytesBomb } from './bomb'
import { chunk, pngOf } from './imageFile'

/** What Chromium takes of an address. */
const MAX_ADDRESS = 2 * 1024 * 1024

/** @param keys of the page's parameters */
export const addressBombs = (scale: number, keys: readonly string[]): BytesBomb[] => {
  const length = Math.round(MAX_ADDRESS * scale)
  const of = (name: string, piece: string, begins = '') => ({
    name,
    make: () => bytesOf(`http://localhost/?${begins}${piece.repeat(length / piece.length)}`),
  })
  return [
    of('keys of one letter', 'a&'),
    {
      name: 'keys that nobody knows',
      make: () => bytesOf(`http://localhost/?${Array.from({ length: length / 9 }, (_, i) => `key${i}=1`).join('&')}`),
    },
    of('one long key', 'k'),
    of('models', 'model,', 'models='),
    of('rows that are folded away', 'gradient,', 'folded='),
    of('sizes of an attack', '8,', 'evaluation.epsilons='),
    of('settings within settings', 'steps:(', 'settings='),
    of('a long number', '9', 'eps='),
    of('broken escapes', '%', 'image='),
    of('a long hash', '%22%5B', 'view=evaluation#'),
    {
      name: 'a long text in each parameter',
      make: () => {
        const text = 'x'.repeat(Math.ceil(length / keys.length))
        return bytesOf(`http://localhost/?${keys.map((key) => `${key}=${text}`).join('&')}`)
      },
    },
  ]
}

/** As the page writes it (images/carriedText.ts). */
const KEYWORD = bytesOf('Gradlens page state\0\0\0\0\0')

const pngWith = (...parts: readonly Uint8Array[]) => pngOf(4, 4, ...parts)
const carrying = (text: string) => pngWith(chunk('iTXt', joined(KEYWORD, bytesOf(text))))

export const pageStateBombs = (scale: number): BytesBomb[] => {
  const length = Math.round(64_000 * scale)
  const state = (parameters: unknown) => JSON.stringify({ format: 'gradlens-page-state', formatVersion: 1, parameters })
  const of = (name: string, text: () => string) => ({ name, make: () => carrying(text()) })
  const manyKeys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, '1']))
  return [
    of('lists within lists', () => '['.repeat(length)),
    of('parameters that are a long list', () => state(Array.from({ length: length / 2 }, () => 0))),
    of('parameters within parameters', () => `{"parameters":${'{"a":'.repeat(length / 5)}`),
    of('many parameters', () => state(manyKeys(length / 10))),
    of('as many parameters as are read', () => state(manyKeys(Math.min(300, length / 10)))),
    of('a parameter of a long text', () => state({ models: 'a,'.repeat(length / 2) })),
    of('a version that is a long text', () =>
      JSON.stringify({ format: 'gradlens-page-state', formatVersion: '1'.repeat(length), parameters: {} }),
    ),
    of(
      'keys of the prototype',
      () => '{"format":"gradlens-page-state","formatVersion":1,"parameters":{"__proto__":"1","constructor":"2"}}',
    ),
    {
      name: 'a text that says it is longer than the file',
      make: () => {
        const part = chunk('iTXt', joined(KEYWORD, new Uint8Array(length)))
        part.fill(0xff, 0, 4)
        return pngWith(part)
      },
    },
    {
      name: 'empty parts before it',
      make: () => {
        const part = chunk('tEXt')
        return pngWith(repeated(part, Math.round((2_000_000 * scale) / part.length)))
      },
    },
    {
      name: 'many texts of other keywords',
      make: () => {
        const part = chunk('iTXt', bytesOf('Other\0\0\0\0\0'.padEnd(1000, 'x')))
        return pngWith(repeated(part, Math.round(8000 * scale)))
      },
    },
  ]
}
