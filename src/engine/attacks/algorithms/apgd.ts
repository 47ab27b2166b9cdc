/**
 * @file Auto-PGD (Croce and Hein 2020, algorithm 1) in L∞ and L2, as their code
 * has it: momentum, and a step size that starts at 2 epsilon and is halved
 * at checkpoints where too few steps raised the loss, with a restart from the
 * best iterate.
 */
import { fusedJudgeBest, JUDGE_BEST } from '../../backend/webgpuKernels/attackSteps'
import { hasKernel } from '../../backend/webgpuKernels/runShader'
import * as tf from '../../tf'
import { gradientStep } from '../loop/gradientStep'
import { choose, choosePair, firstWorst, keepWorse, lossAt, type Measured, measure, type Worst } from '../loop/steps'
import type { AttackLoss } from '../losses/types'
import type { AttackRun, Batch, RunState } from '../types'

/** Share of the step before in a step. */
const MOMENTUM = 0.25
/** Share of the steps since the last checkpoint that must have raised the loss for the step size to stay. */
const RISING_SHARE = 0.75

export interface ApgdPlan {
  readonly name: string
  readonly steps: number
  readonly targetRank: number | null
  readonly loss: AttackLoss
}

export type ApgdState = RunState &
  Worst & {
    readonly iterate: tf.Tensor4D
    readonly gradient: tf.Tensor4D
    readonly previous: tf.Tensor4D
    /** The iterate of the largest loss, and the gradient there. */
    readonly best: tf.Tensor4D
    readonly bestGradient: tf.Tensor4D
    /** (N) */
    readonly bestLoss: tf.Tensor1D
    /** (N, 1, 1, 1) */
    readonly stepSize: tf.Tensor4D
    /** (N) How many steps since the last checkpoint raised the loss. */
    readonly rises: tf.Tensor1D
    /** (N) What the next loss must exceed for its step to be one that raised it. */
    readonly lastLoss: tf.Tensor1D
    /** (N) At the last checkpoint: the best loss, and 1 where the step size was halved. */
    readonly checkedLoss: tf.Tensor1D
    readonly checkedHalved: tf.Tensor1D
  }

/** After which steps the step size is looked at, and how many steps are looked back on: 22 %, then 3 % less each, at least 6 %. */
export function checkpoints(steps: number): ReadonlyMap<number, number> {
  const share = (hundredths: number) => Math.max(Math.trunc((hundredths / 100) * steps), 1)
  const [least, less] = [share(6), share(3)]
  const windows = new Map<number, number>()
  let window = share(22)
  for (let step = window; step <= steps; step += window) {
    windows.set(step, window)
    window = Math.max(window - less, least)
  }
  return windows
}

export function apgdRun({ name, steps, targetRank, loss }: ApgdPlan): AttackRun<ApgdState> {
  const windows = checkpoints(steps)
  return {
    name,
    loss,
    steps,
    targetRank,
    fooledIsFinal: true,

    start(batch) {
      const iterate = batch.starts ?? batch.norm.startAtDistance(batch.ball, batch.random)
      const measured = measure(batch, iterate, loss)
      const zeros = tf.zerosLike(measured.loss)
      return {
        ...firstWorst(batch, iterate, measured),
        iterate,
        gradient: measured.gradient,
        previous: iterate,
        best: iterate,
        bestGradient: measured.gradient,
        bestLoss: measured.loss,
        stepSize: tf.mul(batch.ball.epsilon, 2),
        rises: zeros,
        // Not the start's own: the published code compares the first step's loss with 0.
        lastLoss: zeros,
        checkedLoss: measured.loss,
        checkedHalved: tf.onesLike(zeros),
      }
    },

    step(state, batch, step) {
      const momentum = step === 0 ? null : { previous: state.previous, share: MOMENTUM }
      const iterate = gradientStep(batch, { ...state, l1Share: 1, momentum })
      const measured =
        step === steps - 1
          ? { ...lossAt(batch, iterate, loss), gradient: state.gradient }
          : measure(batch, iterate, loss)
      const next = follow(state, batch, iterate, measured)
      const window = windows.get(step + 1)
      return window === undefined ? next : checkStepSize(next, window)
    },
  }
}

/** The state after a step: the iterate is new, and the best one too where its loss is larger. */
function follow(
  state: ApgdState,
  batch: Batch,
  iterate: tf.Tensor4D,
  measured: Measured & { readonly gradient: tf.Tensor4D },
): ApgdState {
  const { loss, gradient } = measured
  const { isBest, ...track } = judgeBest(state, loss)
  const [best, bestGradient] = choosePair(isBest, [iterate, gradient], [state.best, state.bestGradient])
  return {
    ...state,
    ...keepWorse(batch, state, iterate, measured),
    ...track,
    iterate,
    gradient,
    previous: state.iterate,
    best,
    bestGradient,
    lastLoss: loss,
  }
}

function judgeBest(
  state: ApgdState,
  loss: tf.Tensor1D,
): Pick<ApgdState, 'bestLoss' | 'rises'> & { isBest: tf.Tensor1D } {
  const { bestLoss, lastLoss, rises } = state
  if (hasKernel(JUDGE_BEST)) return fusedJudgeBest({ loss, bestLoss, lastLoss, rises })
  return {
    isBest: tf.greater(loss, bestLoss),
    bestLoss: tf.maximum(loss, bestLoss),
    rises: tf.add(rises, tf.cast(tf.greater(loss, lastLoss), 'float32')),
  }
}

/** Halves the step size and goes back to the best iterate, of images whose loss rose too seldom or whose best has not changed. */
function checkStepSize(state: ApgdState, window: number): ApgdState {
  const { rises, bestLoss, checkedLoss, checkedHalved, stepSize, iterate, gradient } = state
  const oscillates = tf.lessEqual(rises, RISING_SHARE * window)
  const isStuck = tf.logicalAnd(tf.equal(checkedHalved, 0), tf.greaterEqual(checkedLoss, bestLoss))
  const halves = tf.logicalOr(oscillates, isStuck) as tf.Tensor1D
  const [from, gradientThere] = choosePair(halves, [state.best, state.bestGradient], [iterate, gradient])
  return {
    ...state,
    iterate: from,
    gradient: gradientThere,
    stepSize: choose(halves, tf.mul(stepSize, 0.5), stepSize),
    rises: tf.zerosLike(rises),
    checkedLoss: bestLoss,
    checkedHalved: tf.cast(halves, 'float32'),
  }
}
