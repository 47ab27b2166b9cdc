import { expect, it } from 'vitest'
import { batchSizeFor } from './batchSize'

it.each([
  [32, 32],
  [64, 32],
  [128, 16],
  [224, 5],
  [384, 1],
  [4096, 1],
])('a model takes %2$i images of %1$i pixels a side at once', (side, count) => {
  expect(batchSizeFor({ height: side, width: side })).toBe(count)
})
