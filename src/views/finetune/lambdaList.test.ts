import { describe, expect, it } from 'vitest'
import { readLambdas } from './lambdaList'

const BOUNDS = { min: 0, max: 2 }

describe('a list of lambdas', () => {
  it('is read with commas or blanks, sorted, each once', () => {
    expect(readLambdas('1.2, 0 0.4;0.4,', BOUNDS)).toEqual([0, 0.4, 1.2])
  })

  it.each(['', ' , ', '0, two', '2.1', '-1'])('is told of in one sentence where it is “%s”', (text) => {
    expect(readLambdas(text, BOUNDS)).toMatch(/^The list .*from 0 to 2.*\.$/)
  })
})
