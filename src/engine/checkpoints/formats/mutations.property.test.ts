import { expect, it } from 'vitest'
import { checkMutations, mutatedFormats } from '../../../testing/checkpointMutations'

const formats = await mutatedFormats()

it.each([...formats.keys()])('any bytes open as a model or fail with a sentence: %s', async (name) => {
  await checkMutations(formats.get(name) ?? expect.fail(), 200)
})
