import { expect, it } from 'vitest'
import { checkMutations, mutatedFormats } from '../../../testing/checkpointMutations'

const formats = await mutatedFormats()

it.each([...formats.keys()])('is a model or a sentence however its bytes are changed: %s', async (name) => {
  await checkMutations(formats.get(name) ?? expect.fail(), 200)
})
