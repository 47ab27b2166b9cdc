/** @file Whatever goes over a text from a file takes time in proportion to its length. */
import { describe, expect, it } from 'vitest'
import { bareKeys } from '../images/datasets/className'
import { harmless } from '../store/csv'
import { unbrokenParts } from '../views/parts/unbrokenParts'
import { cpuSeconds } from './cpuSeconds'

/** What takes a square of its length would take minutes for it. */
const LENGTH = 100_000
const LONGEST_SECONDS = 2

const READERS: readonly (readonly [name: string, read: (text: string) => unknown])[] = [
  ['in parts of a line', unbrokenParts],
  ['as a cell of a table', harmless],
  ['as the name of a class', bareKeys],
]

const REPEATED = [
  'a',
  '1',
  'a-',
  '1-',
  '-1',
  '!',
  '1 ',
  ' ',
  '\t',
  ';',
  '; ',
  '=',
  '\t=',
  '_',
  '1_',
  'é',
  '\u0301',
  '.',
  ',',
]

describe.each(READERS)('a long text %s', (_, read) => {
  it.each(REPEATED)('of %j alone, or with something else before or behind', async (part) => {
    const long = part.repeat(LENGTH / part.length)
    for (const text of [long, `1${long}`, `a${long}`, `${long}x`, `${long}!`])
      expect(await cpuSeconds(() => read(text))).toBeLessThan(LONGEST_SECONDS)
  })
})
