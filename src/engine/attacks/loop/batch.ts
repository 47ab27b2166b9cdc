/** @file Batches: from the images of a task to tensors, and fewer rows of them when images fall. */

import { createRng, mixSeeds, type Rng } from '../../random'
import * as tf from '../../tf'
import { findNorm } from '../norms/registry'
import type { Batch, RunState } from '../types'
import { type Ball, ballAround } from './ball'
import { noPasses } from './passes'
import type { AttackTask } from './task'

export type { AttackTask } from './task'

/** Rows are a power of two, or `most`: few sizes, since a GPU's buffers are kept by size and never given back. */
export function rowsFor(count: number, most: number): number {
  let rows = 1
  while (rows < count) rows *= 2
  return Math.min(rows, most)
}

/**
 * The images `members` of the task as a batch of `rows`; the rows beyond repeat the last of them. The caller
 * disposes of it by `disposeBatch`.
 *
 * @param targets of all images of the task, or null
 */
export function createBatch(
  task: AttackTask,
  members: readonly number[],
  rows: number,
  run: number,
  targets: ArrayLike<number> | null,
): Batch {
  const { classifier, norm, goal, height, width, seed } = task
  const rowMembers = padded(members, rows)
  const perImage = height * width * 3
  const pick = (values: ArrayLike<number>) => rowMembers.map((member) => values[member] as number)
  const image = (all: Float32Array) => {
    const values = new Float32Array(rows * perImage)
    for (const [row, member] of rowMembers.entries()) {
      values.set(all.subarray(member * perImage, (member + 1) * perImage), row * perImage)
    }
    return tf.tensor4d(values, [rows, height, width, 3])
  }
  const { ball, labels, ...steering } = tf.tidy(() => {
    const pixels = image(task.pixels)
    const epsilon = tf.tensor4d(pick(task.epsilons), [rows, 1, 1, 1])
    const ball = ballAround(pixels, epsilon)
    return {
      ball,
      labels: tf.tensor1d(pick(task.labels), 'int32'),
      targets: targets === null ? undefined : tf.tensor1d(pick(targets), 'int32'),
      starts: task.starts === null ? undefined : findNorm(norm).project(image(task.starts), ball),
    }
  })
  const random = rowMembers.map((member) => createRng(mixSeeds(seed, task.indices[member] as number, run)))
  const { targets: towards = null, starts = null } = steering
  const passes = noPasses()
  return { classifier, norm: findNorm(norm), goal, ball, labels, targets: towards, starts, random, passes }
}

export const tensorsOf = ({ ball, labels, targets, starts }: Batch): tf.Tensor[] =>
  [...Object.values(ball), labels, targets, starts].filter((tensor) => tensor !== null)

export const disposeBatch = (batch: Batch): void => tf.dispose(tensorsOf(batch))

/** The given rows alone, in this order, with the rest disposed of; `rows` may be more, and then repeat the last. */
export function keepRows(
  batch: Batch,
  state: RunState,
  keep: readonly number[],
  rows: number,
): { batch: Batch; state: RunState } {
  const kept = padded(keep, rows)
  const before = { ...batch.ball, labels: batch.labels, targets: batch.targets, starts: batch.starts }
  const next = tf.tidy(() => {
    const indices = tf.tensor1d(kept, 'int32')
    const pickAll = <Tensors extends object>(tensors: Tensors) =>
      Object.fromEntries(
        Object.entries(tensors).map(([name, tensor]) => [
          name,
          tensor === null ? undefined : tf.gather(tensor, indices),
        ]),
      )
    return { batch: pickAll(before), state: pickAll(state) }
  })
  const {
    labels,
    targets = null,
    starts = null,
    ...ball
  } = next.batch as unknown as Ball & {
    labels: tf.Tensor1D
    targets?: tf.Tensor1D
    starts?: tf.Tensor4D
  }
  // A row that repeats another must not draw from the other's generator.
  const random = kept.map((row, position) =>
    position < keep.length ? (batch.random[row] as Rng) : createRng(position),
  )
  tf.dispose([tensorsOf(batch), Object.values(state)])
  return { batch: { ...batch, ball, labels, targets, starts, random }, state: next.state as unknown as RunState }
}

const padded = (members: readonly number[], rows: number): number[] =>
  Array.from({ length: rows }, (_, row) => members[Math.min(row, members.length - 1)] as number)
