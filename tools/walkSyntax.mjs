/** @file Every node of parsed code. */
import { parseSync } from 'vite'

/** Throws if the code does not parse. */
export function* nodesOf(file, code) {
  const { program, errors } = parseSync(file, code)
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0].message}`)
  yield* walk(program.body)
}

function* walk(value) {
  if (Array.isArray(value)) for (const item of value) yield* walk(item)
  else if (typeof value === 'object' && value !== null) {
    if (typeof value.type === 'string') yield value
    for (const key of Object.keys(value)) yield* walk(value[key])
  }
}

/** The line that a node begins in, from 1. */
export const lineOf = (code, { start }) => code.slice(0, start).split('\n').length
