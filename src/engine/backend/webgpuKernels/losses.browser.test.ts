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

  it('cross-entropy keeps the digits of a loss that is nearly 0, and of one just above', async () => {
    const logits = [
      [2, 30, 1],
      [0, 4.7, -9],
    ]
    const found = tf.tidy(() => fusedLoss('crossEntropy', tf.tensor2d(logits), tf.tensor1d([1, 1], 'int32'), null))
    const [tiny, small] = await found.losses.data()
    expectClose([tiny!], [Math.exp(-28) + Math.exp(-29)], 1e-5)
    expectClose([small!], [Math.log1p(Math.exp(-4.7) + Math.exp(-13.7))], 1e-5)
    tf.dispose(found)
  })
})
