import { choice, flag, realNumber, restarts, steps } from '../settings/fields'
import type * as tf from '../tf'
import { crossingSteps, stepSizeField, stepSizeTensor } from './algorithms/stepSize'
import { defineAttack, type FieldValues } from './defineAttack'
import { gradientStep } from './loop/gradientStep'
import { firstWorst, handOver, keepWorse, lossAt, measure, type Worst } from './loop/steps'
import { CHOSEN_LOSSES, lossField } from './losses/registry'
import type { AttackLoss } from './losses/types'
import { pgdInPython } from './python/pgd'
import type { AttackRun, CommonSettings, RunState } from './types'

/** Where nothing else is set: with it PGD is no weaker than APGD-CE on the tests' classifier; with a tenth of the values it is. */
export const USUAL_L1_SHARE = 0.02

const fields = {
  steps: steps(20),
  loss: lossField,
  stepSize: stepSizeField(crossingSteps(20)),
  randomStart: flag(true, {
    label: 'Random start',
    help: 'Begins at a uniform point of the ball instead of the image itself.',
  }),
  // More than one only helps with random starts.
  restarts: restarts(),
  /** The last, as torchattacks, Foolbox and RobustBench's PGD have it; or the worst: a fooled one, then the highest loss. */
  result: choice(['last', 'worst'], 'last', {
    label: 'Result',
    help: 'Which iterate of a run counts.',
    options: { last: 'last iterate', worst: 'worst iterate' },
  }),
  l1Share: realNumber(
    { min: 1e-6, max: 1, usual: USUAL_L1_SHARE },
    { label: 'L1 share', norms: ['l1'], help: 'Share of the values that a step changes.' },
  ),
}

export type PgdSettings = CommonSettings & FieldValues<typeof fields>

/**
 * Projected gradient descent (Madry et al. 2018), usually on cross-entropy: steps along the norm's steepest ascent,
 * projected onto the ball and onto [0, 1].
 */
export const pgd = defineAttack({
  name: 'PGD',
  norms: ['linf', 'l2', 'l1'],
  goals: ['untargeted', 'targeted'],
  fields,
  // Figure 2 of "Characterizing Model Robustness via Natural Input Gradients".
  usualInSearch: { steps: 100, stepSize: { rule: 'shareOfEpsilon', share: 1 / 4 } },
  inPython: pgdInPython,
  runs: (settings) =>
    Array.from({ length: settings.restarts }, (_, restart) => pgdRun(settings, `PGD, start ${restart + 1}`)),
})

export function pgdRun(
  settings: PgdSettings,
  name: string,
  loss: AttackLoss = CHOSEN_LOSSES[settings.loss ?? 'crossEntropy'],
): AttackRun<PgdState> {
  const { steps, stepSize, randomStart, result, l1Share } = settings
  const keepsWorst = result === 'worst'
  return {
    name,
    loss,
    steps,
    targetRank: null,
    fooledIsFinal: keepsWorst,

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
      const iterate = gradientStep(batch, { ...state, l1Share, momentum: null })
      // After the last step nothing follows the gradient.
      const measured =
        step === steps - 1
          ? { ...lossAt(batch, iterate, loss), gradient: state.gradient }
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
