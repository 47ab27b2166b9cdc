import { z } from 'zod'
import { crossEntropy } from '../gradients/crossEntropy'
import * as tf from '../tf'
import { differentiate } from './differentiate'
import { attackByPgd, type InnerAttackSettings, innerAttackFields } from './innerAttack'
import { wholeLoss } from './lossTerms'
import type { Objective, ObjectiveBatch, ObjectiveResult } from './types'

const settings = z.object(innerAttackFields)

/** Cross-entropy on images attacked by PGD with a random start (Madry et al. 2018). */
export const adversarial: Objective<z.infer<typeof settings>> = {
  id: 'adversarial',
  name: 'PGD adversarial',
  about: 'Cross-entropy on images that PGD attacks at every step.',
  derivatives: 'first',
  settings,
  parts: ['crossEntropyAttacked'],
  terms: wholeLoss('attacked CE'),
  evaluate: onAttacked,
}

/** Cross-entropy on the attacked batch; its gradient does not go through the attack. */
export function onAttacked(batch: ObjectiveBatch, settings: InnerAttackSettings): ObjectiveResult {
  const attacked = tf.tidy(() => attackByPgd(batch, settings))
  try {
    return differentiate(batch.model, (forward) => {
      const loss: tf.Scalar = tf.mean(crossEntropy(forward(attacked), batch.labels))
      return { loss, parts: { crossEntropyAttacked: loss } }
    })
  } finally {
    attacked.dispose()
  }
}
