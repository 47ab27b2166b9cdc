import { expect, it } from 'vitest'
import { describeCrossEntropy } from './description'

it('a loss describes its bounds', () => {
  for (const classes of [2, 10, 1000]) {
    expect(describeCrossEntropy(false, classes)).toMatchObject({ name: 'cross-entropy', lowest: 0 })
    expect(describeCrossEntropy(true, classes)).toMatchObject({ name: 'log-probability of the target', highest: 0 })
  }
})
