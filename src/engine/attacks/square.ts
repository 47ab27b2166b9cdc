import type * as tf from '../tf'
import { crossEntropy } from './losses/crossEntropy'
import { margin } from './losses/margin'
import { squareL2 } from './squareL2'
import { squareLinf } from './squareLinf'
import { evaluate, firstWorst, keepWorse, type Worst } from './steps'
import type { Attack, AttackRun, Batch, CommonSettings, Goal, RunState } from './types'
import { integerProblem, MAX_STEPS, numberProblem, restartsProblem } from './validation'

export interface SquareSettings extends CommonSettings {
  /** Changes that are tried, of each restart; every one is one question to the model. */
  readonly queries: number
  /** Share of the picture that the first squares cover (p of the paper); it falls as `shareAt` says. */
  readonly firstShare: number
  readonly restarts: number
}

/** What the norm decides of Square. */
export interface SquareShapes {
  /** Side of a square that covers the share of a picture. */
  side(share: number, height: number, width: number): number
  /** (N, height, width, 3) in the ball and in [0, 1] */
  start(batch: Batch): tf.Tensor4D
  /** `attacked` with one square changed, in the ball and in [0, 1]. Uploads one tensor. */
  propose(attacked: tf.Tensor4D, batch: Batch, side: number): tf.Tensor4D
}

const SHAPES = { linf: squareLinf, l2: squareL2 } as const

/**
 * Square attack (Andriushchenko et al. 2020): random search by squares that become smaller, which asks for no gradient.
 * It climbs the margin; towards a target cross-entropy, as the authors' code does. Every picture draws squares
 * of its own, where that code draws one for the whole batch.
 */
export const square: Attack<SquareSettings> = {
  name: 'Square',
  norms: ['linf', 'l2'],
  goals: ['untargeted', 'targeted'],
  defaults: (norm, epsilon) => ({ norm, epsilon, seed: 0, queries: 5000, firstShare: 0.8, restarts: 1 }),
  problem: ({ queries, firstShare, restarts }) =>
    integerProblem('number of queries', queries, 1, MAX_STEPS) ??
    numberProblem('share of the picture that the first squares cover', firstShare, 1e-6, 1) ??
    restartsProblem(restarts),
  runs: (settings, { goal }) =>
    Array.from({ length: settings.restarts }, (_, restart) =>
      squareRun(settings, goal, `Square, start ${restart + 1}`),
    ),
}

type SquareState = RunState & Worst

function squareRun({ norm, queries, firstShare }: SquareSettings, goal: Goal, name: string): AttackRun<SquareState> {
  const shapes = SHAPES[norm as keyof typeof SHAPES]
  const loss = goal === 'targeted' ? crossEntropy : margin
  /** The iterate is the worst so far: what was tried in vain is forgotten. */
  const atWorst = (worst: Worst): SquareState => ({ ...worst, loss: worst.value })
  return {
    name,
    loss,
    steps: queries,
    targetRank: null,
    fallenIsFinal: true,

    start(batch) {
      const attacked = batch.starts ?? shapes.start(batch)
      return atWorst(firstWorst(batch, attacked, evaluate(batch, attacked, loss)))
    },

    step(state, batch, step) {
      const [, height, width] = state.attacked.shape
      const side = shapes.side(shareAt(step, firstShare), height, width)
      const proposed = shapes.propose(state.attacked, batch, side)
      return atWorst(keepWorse(batch, state, proposed, evaluate(batch, proposed, loss)))
    },
  }
}

/** Queries after which the share that a square covers is halved. */
const HALVED_AFTER: readonly number[] = [10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000]

/** Share of the picture that the square of a query covers, 0 being the first; the same whatever the number of queries. */
export const shareAt = (query: number, firstShare: number): number =>
  firstShare / 2 ** HALVED_AFTER.filter((last) => query > last).length
