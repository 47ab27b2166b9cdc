import { byCount, countOf } from '../../../countOf'
import { rowsFor } from '../../attacks/loop/batch'
import { lossInputGradient } from '../../gradients/lossInputGradient'
import { isZeroGradient } from '../../gradients/zeroGradient'
import * as tf from '../../tf'
import { pickPixels } from '../readImages'
import type { Probes } from './probes'
import type { Flag } from './types'

const BATCH_SIZE = 32

export const zeroGradients: Flag = {
  id: 'zero-gradients',
  name: 'Gradients are zero or not finite',
  remedy:
    'Gradient attacks cannot move there: attack the difference of logits (APGD-DLR) or use higher precision, look for parts of the model without a derivative, and use Square.',
  async check(probes) {
    const gradients = await gradientsOf(probes)
    const { length } = gradients
    const notFinite = gradients.filter(({ values }) => !values.every(Number.isFinite)).length
    const zero = gradients.filter(({ isZero }) => isZero).length
    const zeroValues = gradients.reduce((sum, { values }) => sum + values.filter((value) => value === 0).length, 0)
    const valueCount = gradients.reduce((sum, { values }) => sum + values.length, 0)
    // A fault in the computation is not a matter of chance: one image is enough.
    return {
      status: notFinite + zero > 0 ? 'raised' : 'clear',
      seen: `Of the loss gradients of ${countOf(length, 'image')} ${zero} ${byCount(zero, 'is', 'are')} zero everywhere and ${notFinite} ${byCount(notFinite, 'has', 'have')} non-finite values; ${Number(((100 * zeroValues) / valueCount).toPrecision(2))} % of all their values are zero.`,
      numbers: {
        images: length,
        zero: zero / length,
        notFinite: notFinite / length,
        zeroValues: zeroValues / valueCount,
      },
    }
  },
}

interface CleanGradient {
  readonly values: Float32Array
  readonly isZero: boolean
}

/** Of the cross-entropy of each clean image. */
async function gradientsOf({ classifier, images, labels, count, control }: Probes): Promise<CleanGradient[]> {
  const { size } = images
  const all: CleanGradient[] = []
  while (all.length < count) {
    await control.checkpoint(all.length, count)
    const members = Math.min(BATCH_SIZE, count - all.length)
    const rows = rowsFor(members, BATCH_SIZE)
    const places = Array.from({ length: rows }, (_, row) => Math.min(all.length + row, count - 1))
    const { gradient, zero } = tf.tidy(() => {
      const measured = lossInputGradient(
        classifier,
        tf.tensor4d(pickPixels(images, places), [rows, size, size, 3]),
        tf.tensor1d(
          places.map((place) => labels[place] as number),
          'int32',
        ),
      )
      tf.dispose([measured.losses, measured.logits])
      return { gradient: measured.gradient, zero: isZeroGradient(measured.gradient) }
    })
    try {
      const [values, isZero] = [(await gradient.data()) as Float32Array, await zero.data()]
      const perImage = values.length / rows
      for (let row = 0; row < members; row++) {
        all.push({ values: values.slice(row * perImage, (row + 1) * perImage), isZero: isZero[row] === 1 })
      }
    } finally {
      tf.dispose([gradient, zero])
    }
  }
  return all
}
