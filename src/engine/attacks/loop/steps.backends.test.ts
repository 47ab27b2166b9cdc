import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import * as tf from '../../tf'
import type { Batch } from '../types'
import { choose, isFooled, keepWorse, type Worst } from './steps'

const mask = (values: readonly boolean[]) => tf.tensor1d([...values], 'bool')

async function read(tensor: tf.Tensor): Promise<number[]> {
  const values = Array.from(await tensor.data(), Number)
  tensor.dispose()
  return values
}

describe.each(backendsUnderTest)('parts of attack steps on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each([1, 2, 4])('choose per image between tensors of rank %d', async (rank) => {
    const shape = [5, 3, 2, 3].slice(0, rank)
    const size = shape.reduce((product, side) => product * side)
    const ours = Array.from({ length: size }, (_, i) => i + 1)
    const rows = [true, false, false, true, true]
    const chosen = tf.tidy(() => choose(mask(rows), tf.tensor(ours, shape), tf.neg(tf.tensor(ours, shape))))
    expect(await read(chosen)).toEqual(ours.map((value, i) => (rows[Math.floor((i * 5) / size)] ? value : -value)))
  })

  const logitRows = [
    [3, 1, 2],
    [1, 3, 2],
    [2, 2, 1],
  ]

  it('compare the largest logits; among equal ones the first counts', async () => {
    const fooled = (goal: Batch['goal'], classes: readonly number[]) =>
      read(
        tf.tidy(() => {
          const tensor = tf.tensor1d([...classes], 'int32')
          return isFooled({ goal, labels: tensor, targets: tensor }, tf.tensor2d(logitRows))
        }),
      )
    expect(await fooled('untargeted', [0, 0, 0])).toEqual([0, 1, 0])
    expect(await fooled('untargeted', [1, 1, 1])).toEqual([1, 0, 1])
    expect(await fooled('targeted', [1, 1, 1])).toEqual([0, 1, 0])
  })

  it('keep the worse: fooled before robust, then the larger loss', async () => {
    // Fooled before, fooled now, and which of the losses is larger: all eight cases.
    const cases = [false, true].flatMap((before) =>
      [false, true].flatMap((now) => [false, true].map((isLarger) => ({ before, now, isLarger }))),
    )
    const count = cases.length
    const logitsOf = (isFooled: readonly boolean[]) => tf.tensor2d(isFooled.map((is) => (is ? [0, 1] : [1, 0])))
    const { attacked, value, holds } = tf.tidy(() => {
      const batch = { goal: 'untargeted', labels: tf.zeros([count], 'int32'), targets: null } as unknown as Batch
      const before: Worst = {
        attacked: tf.zeros([count, 1, 1, 3]),
        logits: logitsOf(cases.map(({ before }) => before)),
        value: tf.zeros([count]),
        loss: tf.zeros([count]),
        holds: mask(cases.map(({ before }) => !before)),
      }
      const loss = tf.tensor1d(cases.map(({ isLarger }) => (isLarger ? 1 : -1)))
      const measured = { logits: logitsOf(cases.map(({ now }) => now)), loss }
      return keepWorse(batch, before, tf.ones([count, 1, 1, 3]), measured)
    })
    const isTaken = cases.map(({ before, now, isLarger }) => (before === now ? isLarger : now))
    expect(await read(attacked)).toEqual(isTaken.flatMap((is) => [1, 1, 1].map((one) => one * Number(is))))
    expect(await read(value)).toEqual(cases.map(({ isLarger }, i) => (isTaken[i] ? (isLarger ? 1 : -1) : 0)))
    expect(await read(holds)).toEqual(cases.map(({ before, now }) => Number(!before && !now)))
  })
})
