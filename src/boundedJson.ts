/**
 * @file Reads JSON that comes from outside. Deeply nested text would exhaust the stack of whoever walks what it holds, and
 * each list, object or key takes many times the bytes of its text. How many bytes are read, their reader bounds.
 */

import { countOf } from './countOf'

/** Deeper than anything that is stored in JSON here. */
export const MAX_JSON_DEPTH = 64

/** Lists and objects, of which a model's description has some thousands. */
const MOST_CONTAINERS = 300_000

/** Items and keys, where a reader expects no more. */
const MOST_VALUES = 500_000

/** Keys of one object, which takes hundreds of bytes for each of so many; a list of tensors has some ten thousand. */
const MOST_KEYS = 65_536

/** Items of one list, as of all images of a data set; numbers of one digit take twelve times their text. */
const MOST_ITEMS = 1_000_000

/** Why a text is not read: "is not JSON". */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem'
}

/**
 * @param values items and keys that are taken
 * @throws JsonProblem where the text is not JSON, is nested more than MAX_JSON_DEPTH deep, or holds more than that, or
 *   an object of too many keys, or a list of too many items
 */
export function parseBoundedJson(text: string, values: number = MOST_VALUES): unknown {
  checkSize(text, values)
  try {
    return JSON.parse(text)
  } catch {
    throw new JsonProblem('is not JSON')
  }
}

/** The same of a file's bytes, which are UTF-8. */
export function parseBoundedJsonBytes(bytes: Uint8Array, values?: number): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new JsonProblem('is not JSON')
  }
  return parseBoundedJson(text, values)
}

const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, COMMA] = [...'"\\[]{},'].map((letter) =>
  letter.charCodeAt(0),
)

function checkSize(text: string, mostValues: number): void {
  let [depth, containers, values] = [0, 0, 0]
  /** Of the list or object at each depth: the items behind its first one, and whether these are keys. */
  const items = new Uint32Array(MAX_JSON_DEPTH + 1)
  const isObject = new Uint8Array(MAX_JSON_DEPTH + 1)
  let isInString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isInString) {
      if (code === BACKSLASH) i++
      else if (code === QUOTE) isInString = false
    } else if (code === QUOTE) isInString = true
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
      if (++depth > MAX_JSON_DEPTH) throw new JsonProblem(`is nested more than ${MAX_JSON_DEPTH} levels deep`)
      if (++containers > MOST_CONTAINERS) throw tooMany(MOST_CONTAINERS, 'list or object', 'lists and objects')
      items[depth] = 0
      isObject[depth] = code === OPEN_OBJECT ? 1 : 0
    } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth--
    else if (code === COMMA) {
      if (++values > mostValues) throw tooMany(mostValues, 'value')
      items[depth] = (items[depth] ?? 0) + 1
      const isKey = isObject[depth] === 1
      if ((items[depth] ?? 0) < (isKey ? MOST_KEYS : MOST_ITEMS)) continue
      throw isKey
        ? tooMany(MOST_KEYS, 'key in one object', 'keys in one object')
        : tooMany(MOST_ITEMS, 'item in one list', 'items in one list')
    }
  }
}

const tooMany = (most: number, one: string, several?: string) =>
  new JsonProblem(`holds more than ${countOf(most, one, several)}`)
