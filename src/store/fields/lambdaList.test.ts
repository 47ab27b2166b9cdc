import { describe, expect, it } from 'vitest'
import { expectSentence } from '../../testing/sentence'
import { parseLambdas } from './lambdaList'

describe('a list of lambdas', () => {
  it('may use commas or spaces, and becomes sorted without repeats', () => {
    expect(parseLambdas('1.2, 0 0.4;0.4,').value).toEqual([0, 0.4, 1.2])
    expect(parseLambdas('0,1,2').value).toEqual([0, 1, 2])
  })

  it.each(['', ' , ', '0, two', '2.1', '-1', '0,4 1,2', '0,5', '1e400', 'NaN'])(
    'is told of in one sentence where it is “%s”',
    (text) => {
      const { value, problem } = parseLambdas(text)
      expect(value).toBeNull()
      expectSentence(problem ?? '')
    },
  )

  it('of 600 numbers is refused in one sentence', () => {
    const { value, problem } = parseLambdas('0 '.repeat(600))
    expect(value).toBeNull()
    expectSentence(problem ?? '')
  })
})
