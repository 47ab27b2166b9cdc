import { expect, it } from 'vitest'
import { expectSentence } from '../../testing/sentence'
import { describeDeath } from './engineDeath'

it.each([
  new WebAssembly.RuntimeError('memory access out of bounds'),
  new WebAssembly.RuntimeError('unreachable executed'),
  new WebAssembly.RuntimeError('Aborted(). Build with -sASSERTIONS for more info.'),
  new Error('Aborted(OOM)'),
  new WebAssembly.RuntimeError('index out of bounds'),
  new WebAssembly.RuntimeError('Out of bounds memory access (evaluating x)'),
])('$message ends the engine', (error) => {
  expectSentence(describeDeath(error) ?? '', 'The engine ran out of memory in WebAssembly')
})

it.each([
  new Error('The weights file is cut short; fetch it again.'),
  new RangeError('Array buffer allocation failed'),
  new TypeError('x is undefined'),
  'Aborted()',
])('%s does not end the engine', (error) => {
  expect(describeDeath(error)).toBe(null)
})
