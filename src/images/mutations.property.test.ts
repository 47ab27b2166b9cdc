import { expect, it } from 'vitest'
import { checkMutations } from '../testing/mutations/checkMutations'
import { mutatedDataSets } from '../testing/mutations/dataSets'
import { mutatedImages } from '../testing/mutations/images'
import { mutatedTexts } from '../testing/mutations/texts'

const all = await Promise.all([mutatedDataSets(), mutatedImages(), mutatedTexts()])
const formats = new Map(all.flatMap((each) => [...each]))

it.each([...formats.keys()])('any bytes can be read or fail with a sentence: %s', async (name) => {
  await checkMutations(formats.get(name) ?? expect.fail(), 100)
})
