/** @file The mutations of mutations.property.test.ts, ten times as many: npm run test:mutations. */
import { expect, it } from 'vitest'
import { checkMutations, mutatedFormats } from '../../../testing/checkpointMutations'

const formats = await mutatedFormats()

it.each([...formats.keys()])('2,000 mutations open as a model or fail with a sentence: %s', async (name) => {
  await checkMutations(formats.get(name) ?? expect.fail(), 2000)
})
