import { rowsFor } from '../../attacks/batch'
import { lossInputGradient } from '../../gradients/lossInputGradient'
import * as tf from '../../tf'
import { pickPixels } from '../readPictures'
import type { Probes } from './probes'
import type { Flag } from './types'

const BATCH_SIZE = 32

export const zeroGradients: Flag = {
  id: 'zero-gradients',
  name: 'Gradients are zero or not finite',
  remedy:
    'Gradient attacks stand still there: attack on the difference of logits (APGD-DLR) or in larger precision, look for parts of the model without a derivative, and use Square.',
  async check(probes) {
    const gradients = await gradientsOf(probes)
    const { length } = gradients
    const notFinite = gradients.filter((gradient) => !gradient.every(Number.isFinite)).length
    const zero = gradients.filter((gradient) => gradient.every((value) => value === 0)).length
    const zeroValues = gradients.reduce((sum, gradient) => sum + gradient.filter((value) => value === 0).length, 0)
    const valueCount = gradients.reduce((sum, gradient) => sum + gradient.length, 0)
    // What a computation does on a picture is no matter of chance: one is enough.
    return {
      status: notFinite + zero > 0 ? 'raised' : 'clear',
      seen: `Of the loss gradients of ${length} pictures ${zero} are zero everywhere and ${notFinite} hold values that are not finite; ${Number(((100 * zeroValues) / valueCount).toPrecision(2))} % of all their values are zero.`,
      numbers: {
        pictures: length,
        zero: zero / length,
        notFinite: notFinite / length,
        zeroValues: zeroValues / valueCount,
      },
    }
  },
}

/** Of the cross-entropy of each clean picture. */
async function gradientsOf({ classifier, pictures, labels, count, control }: Probes): Promise<Float32Array[]> {
  const { side } = pictures
  const all: Float32Array[] = []
  while (all.length < count) {
    await control.checkpoint(all.length, count)
    const members = Math.min(BATCH_SIZE, count - all.length)
    const rows = rowsFor(members, BATCH_SIZE)
    const places = Array.from({ length: rows }, (_, row) => Math.min(all.length + row, count - 1))
    const gradient = tf.tidy(() => {
      const measured = lossInputGradient(
        classifier,
        tf.tensor4d(pickPixels(pictures, places), [rows, side, side, 3]),
        tf.tensor1d(
          places.map((place) => labels[place] as number),
          'int32',
        ),
      )
      tf.dispose([measured.losses, measured.logits])
      return measured.gradient
    })
    try {
      const values = (await gradient.data()) as Float32Array
      const perPicture = values.length / rows
      for (let row = 0; row < members; row++) all.push(values.slice(row * perPicture, (row + 1) * perPicture))
    } finally {
      gradient.dispose()
    }
  }
  return all
}
