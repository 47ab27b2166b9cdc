/** @file The losses that attacks maximise, and their gradients in the logits, against plain formulas in float64. */
import { largestOf } from '../../../../numbers/extremes'
import * as tf from '../../../tf'
import { PROJECTIONS, pattern, project, wave } from '../../selfTest'
import { type FusedLossName, fusedLoss } from '../losses'
import type { KernelComparison } from './types'

const [COUNT, CLASSES] = [3, 6]
const LABELS = [0, 4, 2]
const TARGETS = [3, 1, 5]
/** Of the central differences, in float64. Far below the gap between any two logits, which would change places. */
const STEP = 1e-5

/** Of one image's logits; `target` is null in the untargeted form. */
type Formula = (logits: readonly number[], label: number, target: number | null) => number

const at = (logits: readonly number[], k: number) => logits[k] as number
const bestOther = (logits: readonly number[], no: number) => largestOf(logits.filter((_, k) => k !== no))
const gap: Formula = (logits, label, target) =>
  (target === null ? bestOther(logits, label) : at(logits, target)) - at(logits, label)

const FORMULAS: Readonly<Record<FusedLossName, Formula>> = {
  crossEntropy(logits, label, target) {
    const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
    return target === null ? logSum - at(logits, label) : at(logits, target) - logSum
  },
  // Croce and Hein 2020a, equations 6 and 7.
  dlr(logits, label, target) {
    const [first, , third, fourth] = logits.toSorted((a, b) => b - a) as [number, number, number, number]
    return gap(logits, label, target) / (first - (target === null ? third : (third + fourth) / 2))
  },
  margin: (logits, label, target) =>
    target === null ? gap(logits, label, null) : at(logits, target) - bestOther(logits, target),
  logitGap: gap,
}

export function checkLosses(): readonly KernelComparison[] {
  const values = wave(COUNT * CLASSES, 2, 0.9)
  const [logits, labels] = [tf.tensor2d(values, [COUNT, CLASSES]), tf.tensor1d(LABELS, 'int32')]
  return (Object.keys(FORMULAS) as FusedLossName[]).flatMap((name) =>
    [null, tf.tensor1d(TARGETS, 'int32')].flatMap((targets) => {
      const losses = (share: number, k: number) =>
        LABELS.map((label, image) => {
          const row = Array.from({ length: CLASSES }, (_, i) => image * CLASSES + i)
          const moved = row.map((i) => (values[i] as number) + share * pattern(k, i))
          return FORMULAS[name](moved, label, targets === null ? null : (TARGETS[image] as number))
        })
      const total = (share: number, k: number) => losses(share, k).reduce((sum, loss) => sum + loss, 0)
      const slope = (_: unknown, k: number) => (total(STEP, k) - total(-STEP, k)) / (2 * STEP)
      const got = fusedLoss(name, logits, labels, targets)
      return [
        { got: got.losses, expected: losses(0, 0) },
        { got: got.gradient, expected: Array.from({ length: PROJECTIONS }, slope), summarise: project },
      ]
    }),
  )
}
