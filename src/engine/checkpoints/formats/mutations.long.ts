/** @file The mutations of mutations.property.test.ts, ten times as many: npm run test:mutations. */
import { expect, it } from 'vitest'
import { checkMutations, mutatedFormats } from '../../../testing/checkpointMutations'

const formats = await mutatedFormats()

it.each([...formats.keys()])('is a model or a sentence, of 2,000 mutations: %s', async (name) => {
  await checkMutations(formats.get(name) ?? expect.fail(), 2000)
})
