import { expect, it } from 'vitest'
import { checkMutations, mutatedFormats } from '../../../testing/checkpointMutations'

const formats = await mutatedFormats()

it.each([...formats.keys()])('is a model or a sentence, whatever its bytes: %s', async (name) => {
  await checkMutations(formats.get(name) ?? expect.fail(), 200)
})
