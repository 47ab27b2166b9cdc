/** @file From a network's layers to the program that executors run. */
import type { Program } from '../instructions'
import type { Network } from '../network'
import type { Normalisation } from '../types'
import { planBackward } from './backward'
import { planForward } from './forward'

/** To be called in tf.tidy, from which the executor copies or keeps the program's tensors. */
export function planProgram(network: Network, normalisation: Normalisation): Program {
  const plan = planForward(network, normalisation)
  const { backward, atLogits, atPixels } = planBackward(plan)
  const { buffers, pixels, logits, instructions } = plan
  return { buffers, pixels, logits, atLogits, atPixels, forward: instructions, backward }
}
