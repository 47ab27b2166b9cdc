import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import { readGoldens } from '../../../testing/goldens'
import * as tf from '../../tf'
import { crossEntropyLoss } from './crossEntropy'
import { dlr } from './dlr'
import { margin } from './margin'
import { probabilityMargin } from './probabilityMargin'

const formulas = await readGoldens('attacks-formulas.safetensors')
const individual = await readGoldens('attacks-individual.safetensors')
const golden = (name: string) => (name.includes('probabilityMargin') ? individual : formulas)(name)
const LOSSES = { crossEntropy: crossEntropyLoss, dlr, margin, probabilityMargin }
const cases = Object.entries(LOSSES).flatMap(([name, loss]) =>
  [false, true].map((isTargeted) => [isTargeted ? `${name}-targeted` : name, loss, isTargeted] as const),
)

describe.each(backendsUnderTest)('losses against the reference packages on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  describe.each(cases)('%s', (name, loss, isTargeted) => {
    const classes = (which: string) => tf.tensor1d(golden(`losses/${which}`).values, 'int32')
    const logits = () => {
      const { values, shape } = golden('losses/logits')
      return tf.tensor2d(values, shape as [number, number])
    }
    const valuesAt = (z: tf.Tensor2D) => loss.values(z, classes('labels'), isTargeted ? classes('targets') : null)

    it('has the same value for every image', async () => {
      const values = tf.tidy(() => valuesAt(logits()))
      expect(values.shape).toEqual([golden('losses/logits').shape[0]])
      const expected = golden(`losses/${name}/values`).values
      const actual = await values.data()
      for (const [i, value] of expected.entries()) {
        expect(Math.abs((actual[i] as number) - value)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(value)))
      }
      values.dispose()
    })

    it('has the same gradient in the logits, and leaves no tensor', async () => {
      const before = tf.memory().numTensors
      const gradient = tf.tidy(() => tf.grad((z) => tf.sum(valuesAt(z as tf.Tensor2D)))(logits()))
      expectClose(await gradient.data(), golden(`losses/${name}/gradient`).values, 1e-4)
      gradient.dispose()
      expect(tf.memory().numTensors).toBe(before)
    })
  })

  it.each(Object.entries(LOSSES))('%s of an image does not depend on the rest of the batch', async (_, { values }) => {
    const rows = [
      [5, 1, 2, 0],
      [0, 0, 0, 9],
    ]
    const at = async (some: number[][], labels: number[]) => {
      const losses = tf.tidy(() => values(tf.tensor2d(some), tf.tensor1d(labels, 'int32'), null))
      const read = await losses.data()
      losses.dispose()
      return read
    }
    const alone = [(await at([rows[0]!], [0]))[0]!, (await at([rows[1]!], [1]))[0]!]
    expectClose(await at(rows, [0, 1]), alone, 1e-6)
  })
})
