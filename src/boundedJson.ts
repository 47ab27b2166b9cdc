/** @file Reads JSON that comes from outside. Deeply nested text would exhaust the stack of whoever walks what it holds. */

/** Deeper than anything that is stored in JSON here. */
export const MAX_JSON_DEPTH = 64

/** Why a text is not read: "is not JSON". */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem'
}

/** @throws JsonProblem where the text is not JSON, or is nested more than MAX_JSON_DEPTH deep */
export function parseBoundedJson(text: string): unknown {
  if (isTooDeep(text)) throw new JsonProblem(`is nested more than ${MAX_JSON_DEPTH} levels deep`)
  try {
    return JSON.parse(text)
  } catch {
    throw new JsonProblem('is not JSON')
  }
}

/** The same of a file's bytes, which are UTF-8. */
export function parseBoundedJsonBytes(bytes: Uint8Array): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new JsonProblem('is not JSON')
  }
  return parseBoundedJson(text)
}

const [QUOTE, BACKSLASH, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\[]{}'].map((letter) =>
  letter.charCodeAt(0),
)

function isTooDeep(text: string): boolean {
  let depth = 0
  let isInString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isInString) {
      if (code === BACKSLASH) i++
      else if (code === QUOTE) isInString = false
    } else if (code === QUOTE) isInString = true
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
      if (++depth > MAX_JSON_DEPTH) return true
    } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth--
  }
  return false
}
