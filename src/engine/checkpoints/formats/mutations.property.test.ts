import { expect, it } from 'vitest'
import { checkMutations } from '../../../testing/mutations/checkMutations'
import { mutatedCheckpoints } from '../../../testing/mutations/checkpoints'

const formats = await mutatedCheckpoints()

it.each([...formats.keys()])('any bytes open as a model or fail with a sentence: %s', async (name) => {
  await checkMutations(formats.get(name) ?? expect.fail(), 200)
})
