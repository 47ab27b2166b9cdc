import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { prepareBackend } from '../../../testing/backends'
import { crossEntropyLoss } from '../../attacks/losses/crossEntropy'
import { dlr } from '../../attacks/losses/dlr'
import { logitGap } from '../../attacks/losses/logitGap'
import { margin } from '../../attacks/losses/margin'
import type { AttackLoss } from '../../attacks/losses/types'
import * as tf from '../../tf'
import { type FusedLossName, fusedLoss } from './losses'

const LOSSES: Readonly<Record<FusedLossName, AttackLoss>> = { crossEntropy: crossEntropyLoss, dlr, margin, logitGap }

/** Usual ones, the label's the largest and not; equal ones; and those whose exp overflows. */
const LOGITS = [
  [1, 2.5, -3, 0.25, 2],
  [3, 0.5, 1, -1, 2],
  [2, 2, 2, 1, 1],
  [200, -100, 50, 150, 0],
]
const LABELS = [1, 2, 0, 0]
const TARGETS = [3, 0, 1, 4]

const cases = (Object.keys(LOSSES) as FusedLossName[]).flatMap((name) =>
  [false, true].map((isTargeted) => [`${name}${isTargeted ? ', targeted' : ''}`, name, isTargeted] as const),
)

describe('fused losses against their definitions on webgpu', () => {
  beforeAll(() => prepareBackend('webgpu'))

  it.each(cases)('%s', async (_, name, isTargeted) => {
    const before = tf.memory().numTensors
    const { kernel, values } = LOSSES[name]
    expect(kernel).toBe(name)
    const found = tf.tidy(() => {
      const [logits, labels] = [tf.tensor2d(LOGITS), tf.tensor1d(LABELS, 'int32')]
      const targets = isTargeted ? tf.tensor1d(TARGETS, 'int32') : null
      const fused = fusedLoss(name, logits, labels, targets)
      return {
        ...fused,
        definition: values(logits, labels, targets),
        slope: tf.grad((z) => tf.sum(values(z as tf.Tensor2D, labels, targets)))(logits),
      }
    })
    expectClose(await found.losses.data(), await found.definition.data(), 1e-6)
    expectClose(await found.gradient.data(), await found.slope.data(), 1e-6)
    tf.dispose(found)
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  })
})
