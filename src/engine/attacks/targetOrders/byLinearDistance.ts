import * as tf from '../../tf'
import { createBatch, disposeBatch, rowsFor } from '../loop/batch'
import { addPasses, type PassCount } from '../loop/passes'
import { measure } from '../loop/steps'
import { logitGap } from '../losses/logitGap'
import type { NormId } from '../norms/types'
import { wrongClasses } from './byLogit'
import type { OrderedTask, TargetOrder } from './types'

/**
 * MALT's order (Melamed et al. 2024): the class first whose boundary is nearest if the logits were linear, at the
 * distance (z_y − z_c) / ‖∇(z_c − z_y)‖ in the norm dual to the attack's. A class whose gradient is zero comes last,
 * where the authors' code puts it first: the linear model never reaches it.
 *
 * Costs a forward and a backward pass per class.
 *
 * @param candidates how many classes are looked at, those of the largest logits; the others are left out
 */
export const byLinearDistance = (candidates: number): TargetOrder => ({
  async order(asked, members, passes) {
    const { batchSize } = asked
    const ordered: number[][] = []
    for (let from = 0; from < members.length; from += batchSize) {
      for (const order of await orderBatch(asked, members.slice(from, from + batchSize), candidates, passes))
        ordered.push(order)
    }
    return ordered
  },
})

async function orderBatch(
  asked: OrderedTask,
  members: readonly number[],
  candidates: number,
  passes: readonly PassCount[],
): Promise<number[][]> {
  const { task, cleanLogits } = asked
  const byLogit = members.map((image) =>
    wrongClasses(cleanLogits[image] as Float32Array, task.labels[image] as number).slice(0, candidates),
  )
  const ranks = byLogit[0]?.length ?? 0
  const distances: tf.Tensor1D[] = []
  try {
    for (let rank = 0; rank < ranks; rank++) {
      distances.push(
        await distancesTo(
          asked,
          members,
          byLogit.map((classes) => classes[rank] as number),
          passes,
        ),
      )
    }
    const values = await readRows(distances)
    // Of equal distances the larger logit, since sorting is stable.
    return byLogit.map((classes, place) => {
      const of = new Map(classes.map((value, rank) => [value, reachable(values[rank]?.[place] as number)]))
      return [...classes].sort((one, other) => compare(of.get(one) as number, of.get(other) as number))
    })
  } finally {
    tf.dispose(distances)
  }
}

/** Of the linear models of `members` to one class each: (rows), of which the first are the members'. */
async function distancesTo(
  { task, batchSize, pacing }: OrderedTask,
  members: readonly number[],
  classes: readonly number[],
  passes: readonly PassCount[],
): Promise<tf.Tensor1D> {
  const targets = Array.from(task.labels, () => 0)
  for (const [place, image] of members.entries()) targets[image] = classes[place] as number
  const batch = createBatch(task, members, rowsFor(members.length, batchSize), 0, targets)
  try {
    const distances = tf.tidy(() => {
      const { loss, gradient } = measure(batch, batch.ball.pixels, logitGap)
      return tf.div(tf.neg(loss), dualSize(gradient, task.norm)) as tf.Tensor1D
    })
    for (const image of members) addPasses(passes[image] as PassCount, batch.passes)
    await pacing.afterStep(distances)
    return distances
  } finally {
    disposeBatch(batch)
  }
}

/** All in one read from the GPU. */
async function readRows(tensors: readonly tf.Tensor1D[]): Promise<Float32Array[]> {
  if (tensors.length === 0) return []
  const all = tf.stack([...tensors])
  try {
    const values = (await all.data()) as Float32Array
    const size = values.length / tensors.length
    return tensors.map((_, row) => values.slice(row * size, (row + 1) * size))
  } finally {
    all.dispose()
  }
}

/** A distance of 0 / 0 is none. */
const reachable = (distance: number): number => (Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance)

const compare = (one: number, other: number): number => (one === other ? 0 : one - other)

/** Of the norm dual to the attack's, in which the linear model's distance is measured (N). */
function dualSize(gradient: tf.Tensor4D, norm: NormId): tf.Tensor1D {
  const flat = tf.reshape(gradient, [gradient.shape[0], -1])
  if (norm === 'linf') return tf.sum(tf.abs(flat), 1)
  return norm === 'l1' ? tf.max(tf.abs(flat), 1) : tf.sqrt(tf.sum(tf.square(flat), 1))
}
