/** @file Noise of the size of an attack, as the control that every attack is compared with: what noise does, the attack need not be praised for. */

import type { Rng } from '../../random'
import { restarts } from '../../settings/fields'
import * as tf from '../../tf'
import { defineAttack } from '../defineAttack'
import { drawImages } from '../loop/random'
import { handOver, lossAt } from '../loop/steps'
import { crossEntropyLoss } from '../losses/crossEntropy'
import { scaleTo } from '../norms/sizes'

/** Draws of epsilon's size in the norm, clipped to [0, 1]. */
export const noiseAttack = (name: string, draw: (random: Rng) => number) =>
  defineAttack({
    name,
    norms: ['linf', 'l2', 'l1'],
    goals: ['untargeted', 'targeted'],
    // The worst draw counts.
    fields: {
      restarts: restarts({
        label: 'Draws',
        counted: ['draw', 'draws'],
        help: 'How often noise is drawn; the worst draw counts.',
      }),
    },
    runs: ({ restarts }) =>
      Array.from({ length: restarts }, (_, restart) => ({
        name: `${name}, draw ${restart + 1}`,
        loss: crossEntropyLoss,
        steps: 0,
        targetRank: null,
        fooledIsFinal: true,
        start(batch) {
          const { norm, ball, random } = batch
          const noise = drawImages(ball.pixels, random, draw)
          const sized = scaleTo(noise, norm.size(noise), ball.epsilon)
          const attacked = tf.clipByValue(tf.add(ball.pixels, sized), 0, 1) as tf.Tensor4D
          return handOver(attacked, lossAt(batch, attacked, crossEntropyLoss))
        },
        step: (state) => state,
      })),
  })
