/** @file What a command is given: by node:util's parseArgs, with one sentence for what it cannot take. */
import { parseArgs } from 'node:util'
import { Problem } from './problem.mjs'

/** The name of the option that an error of parseArgs is about. */
const named = /'(?:-\w, )?(--?[^\s'=]*)/

/** The same as parseArgs, but throws a Problem. */
export function readCommandLine(config) {
  try {
    return parseArgs(config)
  } catch (error) {
    const option = named.exec(error.message)?.[1]
    const options = Object.keys(config.options).map((name) => `--${name}`)
    if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new Problem(`There is no option ${option}: choose from ${options.join(', ')}.`)
    if (error.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
      throw new Problem(
        `"${/'(.*?)'/.exec(error.message)?.[1]}" belongs to no option: choose from ${options.join(', ')}.`,
      )
    if (config.options[option?.slice(2)]?.type === 'boolean')
      throw new Problem(`${option} takes no value: leave out what comes after its =.`)
    throw new Problem(`${option} has no value: write one after it.`)
  }
}

/** `text` as a number; `needed` says what it has to be. */
function numberThat(isGood, needed, text, name) {
  const number = Number(text)
  if (text.trim() !== '' && isGood(number)) return number
  throw new Problem(`--${name} is "${text}": make it a ${needed}.`)
}

export const wholeNumber = (text, name) =>
  numberThat((number) => Number.isSafeInteger(number) && number >= 0, 'whole number', text, name)

export const wholeNumberAbove0 = (text, name) =>
  numberThat((number) => Number.isSafeInteger(number) && number > 0, 'whole number above 0', text, name)

export const numberAbove0 = (text, name) =>
  numberThat((number) => Number.isFinite(number) && number > 0, 'number above 0', text, name)
