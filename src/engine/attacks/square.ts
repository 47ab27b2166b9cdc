import { MAX_STEPS, realNumber, restarts, wholeNumber } from '../settings/fields'
import { squareL2 } from './algorithms/squareL2'
import { squareLinf } from './algorithms/squareLinf'
import { defineAttack, type FieldValues } from './defineAttack'
import { firstWorst, keepWorse, lossAt, type Worst } from './loop/steps'
import { crossEntropyLoss } from './losses/crossEntropy'
import { margin } from './losses/margin'
import { squareInPython } from './python/autoAttack'
import type { AttackRun, CommonSettings, Goal, RunState } from './types'

/** Changes that are tried; every one is one question to the model. */
export const queries = (usual: number) =>
  wholeNumber(
    { min: 1, max: MAX_STEPS, usual },
    {
      label: 'Queries',
      counted: ['query', 'queries'],
      liveMost: 100,
      multipliesTime: true,
      help: 'Forward passes of each restart.',
    },
  )

const fields = {
  queries: queries(5000),
  /** Share of the image that the first squares cover (p of the paper); it falls as `shareAt` says. */
  firstShare: realNumber(
    { min: 1e-6, max: 1, usual: 0.8 },
    { label: 'First share', help: 'Share of the image that the first squares cover.' },
  ),
  restarts: restarts(),
}

export type SquareSettings = CommonSettings & FieldValues<typeof fields>

const SHAPES = { linf: squareLinf, l2: squareL2 } as const

/**
 * Square attack (Andriushchenko et al. 2020): random search by squares that become smaller, which asks for no gradient.
 * It maximises the margin; towards a target cross-entropy, as the authors' code does. Every image draws squares
 * of its own, where that code draws one for the whole batch.
 */
export const square = defineAttack({
  name: 'Square',
  norms: ['linf', 'l2'],
  goals: ['untargeted', 'targeted'],
  fields,
  inPython: squareInPython,
  runs: (settings, { goal }) =>
    Array.from({ length: settings.restarts }, (_, restart) =>
      squareRun(settings, goal, `Square, start ${restart + 1}`),
    ),
})

type SquareState = RunState & Worst

function squareRun({ norm, queries, firstShare }: SquareSettings, goal: Goal, name: string): AttackRun<SquareState> {
  const shapes = SHAPES[norm as keyof typeof SHAPES]
  const loss = goal === 'targeted' ? crossEntropyLoss : margin
  /** The iterate is the worst so far: what was tried in vain is forgotten. */
  const atWorst = (worst: Worst): SquareState => ({ ...worst, loss: worst.value })
  return {
    name,
    loss,
    steps: queries,
    targetRank: null,
    fooledIsFinal: true,

    start(batch) {
      const attacked = batch.starts ?? shapes.start(batch)
      return atWorst(firstWorst(batch, attacked, lossAt(batch, attacked, loss)))
    },

    step(state, batch, step) {
      const [, height, width] = state.attacked.shape
      const side = shapes.side(shareAt(step, firstShare), height, width)
      const proposed = shapes.propose(state.attacked, batch, side)
      return atWorst(keepWorse(batch, state, proposed, lossAt(batch, proposed, loss)))
    },
  }
}

/** Queries after which the share that a square covers is halved. */
const HALVED_AFTER: readonly number[] = [10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000]

/** Share of the image that the square of a query covers, 0 being the first; the same whatever the number of queries. */
export const shareAt = (query: number, firstShare: number): number =>
  firstShare / 2 ** HALVED_AFTER.filter((last) => query > last).length
