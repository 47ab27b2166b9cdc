import { describe, expect, it } from 'vitest'
import { expectSentence } from '../../testing/sentence'
import { epsilonsText, parseEpsilons } from './epsilonList'

describe('a list of epsilons', () => {
  it('is in /255 in L∞, separated by commas or spaces, and sorted', () => {
    const { value } = parseEpsilons(' 8, 2 4;4  .5/255, 16/255,', 'linf')
    expect(value).toEqual([0.5 / 255, 2 / 255, 4 / 255, 8 / 255, 16 / 255])
  })

  it('is plain in the other norms', () => {
    expect(parseEpsilons('0.5, 0.25', 'l2').value).toEqual([0.25, 0.5])
    expect(parseEpsilons('12', 'l1').value).toEqual([12])
  })

  it.each([
    ['“8, eight”', '8, eight', 'linf', '“eight”'],
    ['“0”', '0', 'linf', '“0”'],
    ['“-1”', '-1', 'l2', '“-1”'],
    ['“256”', '256', 'linf', '“256”'],
    ['“8/256”', '8/256', 'linf', '“8/256”'],
    ['“0.5/255”', '0.5/255', 'l2', '“0.5/255”'],
    ['“1e3”', '1e3', 'l1', '“1e3”'],
    ['“1,5; 2”', '1,5; 2', 'linf', '“1,5”'],
    ['“0,5 1,5”', '0,5 1,5', 'l2', '“0,5”'],
    ['“1, 2,5”', '1, 2,5', 'linf', '“2,5”'],
    ['“0,5”', '0,5', 'l2', '“0”'],
    ['“Infinity”', 'Infinity', 'l2', '“Infinity”'],
    ['60 digits', '9'.repeat(60), 'l2', '99999…”'],
    ['nothing', '', 'linf', 'The list is empty; choose from 1 to 32 epsilons'],
    ['33 numbers', Array.from({ length: 33 }, (_, i) => i + 1).join(), 'linf', '33 epsilons'],
    ['1,200 characters', '1 '.repeat(600), 'linf', '1,200 characters'],
  ] as const)('%s is refused in one sentence', (_, text, norm, named) => {
    const { value, problem } = parseEpsilons(text, norm)
    expect(value).toBe(null)
    expectSentence(problem!, named)
  })

  it('is written as it is read', () => {
    for (const [text, norm] of [
      ['0.25, 1, 2, 8, 16', 'linf'],
      ['0.1, 0.25, 1.5', 'l2'],
    ] as const) {
      expect(epsilonsText(parseEpsilons(text, norm).value!, norm)).toBe(text)
    }
  })
})
