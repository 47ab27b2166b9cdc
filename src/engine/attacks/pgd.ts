import type * as tf from '../tf'
import { climb } from './climb'
import { crossEntropy } from './losses/crossEntropy'
import type { AttackLoss } from './losses/types'
import { crossingSteps, type StepSize, stepSizeProblem, stepSizeTensor } from './stepSize'
import { evaluate, firstWorst, handOver, keepWorse, measure, type Worst } from './steps'
import type { Attack, AttackRun, CommonSettings, RunState } from './types'
import { numberProblem, restartsProblem, stepsProblem } from './validation'

export interface PgdSettings extends CommonSettings {
  readonly steps: number
  readonly stepSize: StepSize
  /** Whether to start at a uniform point of the ball, or at the picture itself. */
  readonly randomStart: boolean
  /** More than one only helps with random starts. */
  readonly restarts: number
  /**
   * Which iterate of a run is its result: the last, as torchattacks, Foolbox and RobustBench's PGD have it, or
   * the worst: one that has fallen over one that holds, then the one of the highest loss.
   */
  readonly result: 'last' | 'worst'
  /** Share of the values that a step changes in L1, above 0 and up to 1; without meaning in other norms. */
  readonly l1Share: number
}

/** Where nothing else is set: with it PGD falls not behind APGD-CE on the tests' classifier; with a tenth of the values it does. */
export const USUAL_L1_SHARE = 0.02

/**
 * Projected gradient descent (Madry et al. 2018) on cross-entropy: steps along the norm's steepest ascent,
 * projected onto the ball and onto [0, 1].
 */
export const pgd: Attack<PgdSettings> = {
  name: 'PGD',
  norms: ['linf', 'l2', 'l1'],
  goals: ['untargeted', 'targeted'],
  defaults: (norm, epsilon) => ({
    norm,
    epsilon,
    seed: 0,
    steps: 20,
    stepSize: crossingSteps(20),
    randomStart: true,
    restarts: 1,
    result: 'last',
    l1Share: USUAL_L1_SHARE,
  }),
  problem: ({ steps, stepSize, restarts, l1Share }) =>
    stepsProblem(steps) ??
    stepSizeProblem(stepSize) ??
    restartsProblem(restarts) ??
    numberProblem('share of values that a step changes', l1Share, 1e-6, 1),
  runs: (settings) =>
    Array.from({ length: settings.restarts }, (_, restart) => pgdRun(settings, `PGD, start ${restart + 1}`)),
}

export function pgdRun(settings: PgdSettings, name: string, loss: AttackLoss = crossEntropy): AttackRun<PgdState> {
  const { steps, stepSize, randomStart, result, l1Share } = settings
  const keepsWorst = result === 'worst'
  return {
    name,
    loss,
    steps,
    targetRank: null,
    fallenIsFinal: keepsWorst,

    start(batch) {
      const iterate =
        batch.starts ?? (randomStart ? batch.norm.startInside(batch.ball, batch.random) : batch.ball.pixels)
      const measured = measure(batch, iterate, loss)
      const handed = keepsWorst ? firstWorst(batch, iterate, measured) : handOver(iterate, measured)
      return {
        ...handed,
        iterate,
        gradient: measured.gradient,
        stepSize: stepSizeTensor(stepSize, batch.ball.epsilon),
      }
    },

    step(state, batch, step) {
      const iterate = climb(batch, { ...state, l1Share, momentum: null })
      // After the last step nothing follows the gradient.
      const measured =
        step === steps - 1
          ? { ...evaluate(batch, iterate, loss), gradient: state.gradient }
          : measure(batch, iterate, loss)
      return {
        ...(keepsWorst ? keepWorse(batch, state as PgdState & Worst, iterate, measured) : handOver(iterate, measured)),
        iterate,
        gradient: measured.gradient,
        stepSize: state.stepSize,
      }
    },
  }
}

export type PgdState = RunState & {
  /** (N, height, width, 3) */
  readonly iterate: tf.Tensor4D
  /** Of the loss at `iterate`; after the last step that of the one before. */
  readonly gradient: tf.Tensor4D
  /** (N, 1, 1, 1) */
  readonly stepSize: tf.Tensor4D
}
