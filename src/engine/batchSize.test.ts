import { expect, it } from 'vitest'
import { batchSizeFor } from './batchSize'

it.each([
  [32, 32],
  [64, 32],
  [128, 16],
  [224, 5],
  [384, 1],
  [4096, 1],
])('of images of %i pixels a side %i go through a model at once', (side, count) => {
  expect(batchSizeFor({ height: side, width: side })).toBe(count)
})
