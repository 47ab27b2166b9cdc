import { restarts, steps } from '../settings/fields'
import * as tf from '../tf'
import { defineAttack } from './defineAttack'
import { gradientStep } from './loop/gradientStep'
import { firstWorst, keepWorse, lossAt, type Measured, measure, type Worst } from './loop/steps'
import { bestOther, ofLabel } from './losses/probabilities'
import { probabilityMargin } from './losses/probabilityMargin'
import type { AttackLoss } from './losses/types'
import type { AttackRun, Batch, RunState } from './types'

/**
 * Probability margin attack (Xie et al. 2024, "Towards million-scale adversarial robustness evaluation with stronger
 * individual attacks"), with the schedule of the authors' code: a first half that moves the label's probability alone,
 * or in every second run the best other's alone, and a second half on the margin between them; the step size falls
 * from 2 epsilon along a cosine, and again in the second half.
 *
 * Starts are clipped to [0, 1], where the authors' code clips after the first step only.
 */
export const pma = defineAttack({
  name: 'PMA',
  norms: ['linf'],
  goals: ['untargeted'],
  fields: {
    steps: steps(100, { help: 'Of each of the two runs that every restart makes.' }),
    restarts: restarts(),
  },
  runs: ({ steps, restarts }) =>
    Array.from({ length: 2 * restarts }, (_, run) =>
      pmaRun(
        `PMA, start ${1 + Math.floor(run / 2)}, ${run % 2 === 0 ? 'label first' : 'other first'}`,
        steps,
        run % 2 === 1,
      ),
    ),
})

type PmaState = RunState &
  Worst & {
    readonly iterate: tf.Tensor4D
    /** Of what the next step climbs. */
    readonly gradient: tf.Tensor4D
  }

export function pmaRun(name: string, steps: number, startsWithOther: boolean): AttackRun<PmaState> {
  const climbed = (step: number) => climbedAt(step, steps, startsWithOther)
  return {
    name,
    loss: probabilityMargin,
    steps,
    targetRank: null,
    fooledIsFinal: true,

    start(batch) {
      const iterate = batch.starts ?? batch.norm.startInside(batch.ball, batch.random)
      const { gradient, ...measured } = measuredAt(batch, iterate, climbed(0))
      return { ...firstWorst(batch, iterate, measured), iterate, gradient }
    },

    step(state, batch, step) {
      const stepSize = tf.mul(batch.ball.epsilon, stepShare(step, steps)) as tf.Tensor4D
      const iterate = gradientStep(batch, { ...state, stepSize, l1Share: 1, momentum: null })
      const { gradient, ...measured } =
        step === steps - 1
          ? { ...lossAt(batch, iterate, probabilityMargin), gradient: state.gradient }
          : measuredAt(batch, iterate, climbed(step + 1))
      return { ...keepWorse(batch, state, iterate, measured), iterate, gradient }
    },
  }
}

/** The gradient of what is climbed, beside the margin, by which iterates are compared. */
function measuredAt(batch: Batch, images: tf.Tensor4D, loss: AttackLoss): Measured & { gradient: tf.Tensor4D } {
  const { logits, gradient } = measure(batch, images, loss)
  return { logits, gradient, loss: probabilityMargin.values(logits, batch.labels, batch.targets) }
}

/** What step `step` climbs. The authors' code begins with one step up the label's probability. */
function climbedAt(step: number, steps: number, startsWithOther: boolean): AttackLoss {
  if (step < 1) return ofLabel(1)
  if (step < steps / 2) return startsWithOther ? bestOther : ofLabel(-1)
  return probabilityMargin
}

/** In epsilons. */
export function stepShare(step: number, steps: number): number {
  const change = steps / 2
  const since = step > change ? step - change : step
  return 1 + Math.cos(((since - 1) / (steps - change)) * Math.PI)
}
