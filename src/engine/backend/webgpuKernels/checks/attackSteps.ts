/** @file Checks the steps of attacks between two passes of a model against plain JavaScript. */
import * as tf from '../../../tf'
import { wave } from '../../selfTest'
import { fusedChooseRows, fusedGradientStepLinf, fusedJudgeBest, fusedJudgeWorse } from '../attackSteps'
import type { KernelComparison } from './types'

const COUNT = 4
const SHAPE = [COUNT, 2, 2, 3] as const
const SIZE = 12
const CLASSES = 3
const SHARE = 0.25

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

export const checkAttackSteps = (): readonly KernelComparison[] => [...checkClimb(), ...checkJudges(), ...checkChoice()]

function checkClimb(): KernelComparison[] {
  const image = (phase: number, scale: number) => wave(COUNT * SIZE, scale, phase)
  const [iterate, previous, gradient] = [image(0.2, 0.5), image(1.3, 0.5), image(2.4, 1)]
  // Some steps end inside of the ball, some at its edge.
  const [low, high] = [iterate.map((value) => value - 0.05), iterate.map((value) => value + 0.05)]
  const stepSize = [0.02, 0.2, 0.04, 0.06]
  const tensor = (values: Float32Array) => tf.tensor4d(values, [...SHAPE])
  const inputs = {
    iterate: tensor(iterate),
    gradient: tensor(gradient),
    stepSize: tf.tensor4d(stepSize, [COUNT, 1, 1, 1]),
    low: tensor(low),
    high: tensor(high),
  }
  const stepped = Array.from(iterate, (value, i) => {
    const step = Math.sign(gradient[i] as number) * (stepSize[Math.floor(i / SIZE)] as number)
    return clamp(value + step, low[i] as number, high[i] as number)
  })
  const onward = Array.from(iterate, (value, i) => {
    const moved = value + ((stepped[i] as number) - value) * (1 - SHARE) + (value - (previous[i] as number)) * SHARE
    return clamp(moved, low[i] as number, high[i] as number)
  })
  return [
    { got: fusedGradientStepLinf({ ...inputs, momentum: null }), expected: stepped },
    {
      got: fusedGradientStepLinf({ ...inputs, momentum: { previous: tensor(previous), share: SHARE } }),
      expected: onward,
    },
  ]
}

/** Four images: one is fooled now, one was fooled before, one is robust with a larger loss, one with a smaller one. */
function checkJudges(): KernelComparison[] {
  const floats = (values: readonly number[]) => tf.tensor1d([...values], 'float32')
  const logits = tf.tensor2d([2, 1, 0, 2, 1, 0, 0, 1, 2, 0, 1, 2], [COUNT, CLASSES])
  const [loss, value] = [floats([1, 2, 3, 4]), floats([2, 3, 2, 5])]
  const holds = tf.tensor1d([true, false, true, true], 'bool')
  const worse = (aims: readonly number[], isTargeted: boolean) =>
    fusedJudgeWorse({ logits, aims: tf.tensor1d([...aims], 'int32'), loss, value, holds }, isTargeted)
  const untargeted = worse([1, 0, 2, 2], false)
  const targeted = worse([0, 1, 0, 0], true)
  const best = fusedJudgeBest({
    loss,
    bestLoss: value,
    lastLoss: floats([0, 2.5, 2.5, 4.5]),
    rises: floats([5, 6, 7, 8]),
  })
  return [
    ...[untargeted, targeted].flatMap((judged) => [
      { got: judged.isWorse, expected: [1, 0, 1, 0] },
      { got: judged.value, expected: [1, 3, 3, 5] },
      { got: judged.holds, expected: [0, 0, 1, 1] },
    ]),
    { got: best.isBest, expected: [0, 0, 1, 0] },
    { got: best.bestLoss, expected: [2, 3, 3, 5] },
    { got: best.rises, expected: [6, 6, 8, 8] },
  ]
}

function checkChoice(): KernelComparison[] {
  const mask = [true, false, false, true]
  const rows = (phase: number, size: number) => wave(COUNT * size, 1, phase)
  const [ours, theirs] = [
    [rows(0.1, SIZE), rows(0.2, CLASSES)],
    [rows(0.3, SIZE), rows(0.4, CLASSES)],
  ] as const
  const tensors = (pair: readonly [Float32Array, Float32Array]) =>
    [tf.tensor4d(pair[0], [...SHAPE]), tf.tensor2d(pair[1], [COUNT, CLASSES])] as const
  const chosen = fusedChooseRows(tf.tensor1d([...mask], 'bool'), tensors(ours), tensors(theirs))
  const sizes = [SIZE, CLASSES] as const
  return sizes.map((size, k) => ({
    got: chosen[k] as tf.Tensor,
    expected: Array.from(ours[k] as Float32Array, (value, i) =>
      mask[Math.floor(i / size)] ? value : ((theirs[k] as Float32Array)[i] as number),
    ),
  }))
}
