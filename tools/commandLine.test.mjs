import { expect, it } from 'vitest'
import { numberAbove0, readCommandLine, wholeNumber, wholeNumberAbove0 } from './commandLine.mjs'
import { Problem } from './problem.mjs'

const options = { minutes: { type: 'string', default: '10' }, only: { type: 'string' }, record: { type: 'boolean' } }
const read = (...args) => readCommandLine({ args, options })

it('A command line is read', () => {
  expect({ ...read('--minutes', '3', '--record').values }).toEqual({ minutes: '3', record: true })
})

it.each([
  [['--hours', '3'], 'There is no option --hours: choose from --minutes, --only, --record.'],
  [['-h'], 'There is no option -h: choose from --minutes, --only, --record.'],
  [['--only'], '--only has no value: write one after it.'],
  [['--only', '--record'], '--only has no value: write one after it.'],
  [['--record=no'], '--record takes no value: leave out what comes after its =.'],
  [['ONNX'], '"ONNX" belongs to no option: choose from --minutes, --only, --record.'],
])('Of %j one sentence is said', (args, sentence) => {
  expect(() => read(...args)).toThrow(new Problem(sentence))
})

it.each([
  [wholeNumber, ['0', '12'], ['-1', '1.5', 'x', '', ' ', '1e400'], 'make it a whole number.'],
  [wholeNumberAbove0, ['1', '12'], ['0', '-1', '1.5', 'x', ''], 'make it a whole number above 0.'],
  [numberAbove0, ['0.5', '12'], ['0', '-1', 'x', '', 'Infinity'], 'make it a number above 0.'],
])('%o takes such numbers alone', (take, good, bad, remedy) => {
  for (const text of good) expect(take(text, 'minutes')).toBe(Number(text))
  for (const text of bad) expect(() => take(text, 'minutes')).toThrow(`--minutes is "${text}": ${remedy}`)
})
