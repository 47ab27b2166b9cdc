/**
 * @file Auto-PGD in L1 (Croce and Hein 2021, "Mind the box"): steps that change a share of the values, which follows
 * how sparse the best perturbation is, in balls that shrink to epsilon, as in AutoAttack's L1 form.
 */
import * as tf from '../../tf'
import type { Ball } from '../loop/ball'
import { choose, firstWorst, keepWorse, lossAt, type Measured, measure, type Worst } from '../loop/steps'
import { l1, steepestValues } from '../norms/l1'
import { flatten } from '../norms/sizes'
import type { AttackRun, Batch, RunState } from '../types'
import type { ApgdPlan } from './apgd'

/** Radii in epsilons. */
const RADII = [3, 2, 1]
/** Steps change this part of the share of values that the best perturbation changes. */
const SHARE_OF_SPARSITY = 1 / 1.5
/** By less than this the best perturbation must have shrunk for the step size to be divided. */
const SPARSER = 0.95
const STEP_DIVISOR = 1.5
const LEAST_STEP = 0.1
/** Share of a stage's steps between two looks at the step size. */
const WINDOW_SHARE = 0.04

export type ApgdL1State = RunState &
  Worst & {
    readonly iterate: tf.Tensor4D
    readonly gradient: tf.Tensor4D
    /** The iterate of the largest loss in this stage, and the gradient there. */
    readonly best: tf.Tensor4D
    readonly bestGradient: tf.Tensor4D
    /** (N) */
    readonly bestLoss: tf.Tensor1D
    /** (N, 1, 1, 1) */
    readonly stepSize: tf.Tensor4D
    /** (N, 1) How many values the best perturbation changed when it was last looked at. */
    readonly changed: tf.Tensor2D
  }

export interface Stage {
  readonly radius: number
  readonly firstStep: number
  readonly steps: number
}

/** The first two stages take three tenths of the steps each. */
export function stagesOf(steps: number): readonly Stage[] {
  const third = Math.min(Math.ceil(0.3 * steps), Math.floor((steps - 1) / 2))
  const lengths = [third, third, steps - 2 * third]
  return RADII.map((radius, stage) => ({
    radius,
    firstStep: stage * third,
    steps: lengths[stage] as number,
  })).filter((stage) => stage.steps > 0)
}

export function apgdL1Run({ name, steps, targetRank, loss }: ApgdPlan): AttackRun<ApgdL1State> {
  const stages = stagesOf(steps)
  const last = stages.at(-1) as Stage
  const stageAt = (step: number) => stages.findLast(({ firstStep }) => firstStep <= step) as Stage

  /** What is remembered of the stages before is what is handed over, which only the last one may change. */
  const begin = (batch: Batch, start: tf.Tensor4D, worst: Worst | null, stage: Stage): ApgdL1State => {
    const ball = widened(batch.ball, stage.radius)
    const iterate = l1.project(start, ball)
    const measured = measure(batch, iterate, loss)
    const clean = () => firstWorst(batch, batch.ball.pixels, lossAt(batch, batch.ball.pixels, loss))
    const before = worst ?? (stage === last ? firstWorst(batch, iterate, measured) : clean())
    return {
      ...(stage === last ? keepWorse(batch, before, iterate, measured) : { ...before, loss: measured.loss }),
      iterate,
      gradient: measured.gradient,
      best: iterate,
      bestGradient: measured.gradient,
      bestLoss: measured.loss,
      stepSize: ball.epsilon,
      changed: changedValues(iterate, ball),
    }
  }

  return {
    name,
    loss,
    steps,
    targetRank,
    fooledIsFinal: true,

    start(batch) {
      const [first] = stages as [Stage]
      const start = batch.starts ?? l1.startAtDistance(widened(batch.ball, first.radius), batch.random)
      return begin(batch, start, null, first)
    },

    step(state, batch, step) {
      const stage = stageAt(step)
      const before = step > 0 && step === stage.firstStep ? begin(batch, state.best, state, stage) : state
      const ball = widened(batch.ball, stage.radius)
      const direction = steepestValues(before.gradient, stepValues(before))
      const iterate = l1.project(tf.add(before.iterate, tf.mul(direction, before.stepSize)), ball)
      const measured =
        step === steps - 1
          ? { ...lossAt(batch, iterate, loss), gradient: before.gradient }
          : measure(batch, iterate, loss)
      const next = follow(before, batch, iterate, measured, stage === last)
      const window = Math.max(Math.trunc(WINDOW_SHARE * stage.steps), 1)
      return (step + 1 - stage.firstStep) % window === 0 ? checkSparsity(next, ball) : next
    },
  }
}

const widened = (ball: Ball, radius: number): Ball => ({ ...ball, epsilon: tf.mul(ball.epsilon, radius) })

/** How many values differ from the image's (N, 1). */
const changedValues = (iterate: tf.Tensor4D, { pixels }: Ball): tf.Tensor2D =>
  tf.sum(tf.cast(tf.notEqual(flatten(iterate), flatten(pixels)), 'float32'), 1, true)

/** How many values the next step changes (N, 1). */
function stepValues({ changed, iterate }: ApgdL1State): tf.Tensor2D {
  const dimensions = iterate.size / iterate.shape[0]
  const share = tf.mul(tf.div(changed, dimensions), SHARE_OF_SPARSITY)
  const left = tf.clipByValue(tf.floor(tf.mul(tf.sub(1, share), dimensions)), 0, dimensions - 1)
  return tf.sub(dimensions, left)
}

function follow(
  state: ApgdL1State,
  batch: Batch,
  iterate: tf.Tensor4D,
  measured: Measured & { readonly gradient: tf.Tensor4D },
  isInBall: boolean,
): ApgdL1State {
  const { loss, gradient } = measured
  const isBest = tf.greater(loss, state.bestLoss) as tf.Tensor1D
  return {
    ...state,
    ...(isInBall ? keepWorse(batch, state, iterate, measured) : { loss }),
    iterate,
    gradient,
    best: choose(isBest, iterate, state.best),
    bestGradient: choose(isBest, gradient, state.bestGradient),
    bestLoss: tf.maximum(loss, state.bestLoss),
  }
}

/** Where the best perturbation has become sparser, goes back to it with the whole step; elsewhere goes on with a smaller one. */
function checkSparsity(state: ApgdL1State, ball: Ball): ApgdL1State {
  const changed = changedValues(state.best, ball)
  const isSparser = tf.reshape(tf.less(changed, tf.mul(state.changed, SPARSER)), [-1]) as tf.Tensor1D
  const smaller = tf.maximum(tf.div(state.stepSize, STEP_DIVISOR), tf.mul(ball.epsilon, LEAST_STEP)) as tf.Tensor4D
  return {
    ...state,
    changed,
    stepSize: choose(isSparser, ball.epsilon, smaller),
    iterate: choose(isSparser, state.best, state.iterate),
    gradient: choose(isSparser, state.bestGradient, state.gradient),
  }
}
