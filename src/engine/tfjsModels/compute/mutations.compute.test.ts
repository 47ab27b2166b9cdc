import { expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { checkMutations } from '../../../testing/mutations/checkMutations'
import { mutatedTfjs } from '../../../testing/mutations/checkpoints'
import { parseTfjsSettings } from '../../architectures/tfjs/settings'
import * as tf from '../../tf'
import { readProgram } from './programs'

it('what can be opened tfjs reads, or says why not, without a tensor for its weights', async () => {
  await prepareBackend('cpu')
  const before = tf.memory().numTensors
  const mutated = await mutatedTfjs(async (opened) => {
    if (opened.kind === 'found') await readProgram(parseTfjsSettings(opened.found.sets[0].recognised?.architecture))
  })
  await checkMutations(mutated, 200)
  expect(tf.memory().numTensors).toBe(before)
})
