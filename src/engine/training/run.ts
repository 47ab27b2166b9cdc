/** @file A run over many steps: progress, cancelling, held-back figures, and what is done when it diverges. */
import { type JobControl, UNCONTROLLED } from '../jobControl'
import type { ParametricModel } from '../objectives/types'
import type { Divergence, StepReport, Trainer } from './trainer'

export interface Evaluation {
  /** Steps between two evaluations. */
  readonly every: number
  /** Held-back figures of the moving average, of which the share of pictures rightly named is asked back. */
  readonly evaluate: (model: ParametricModel, step: number) => Promise<{ readonly accuracy: number }>
  /** The run has collapsed where accuracy falls below this share of the best so far; half of it unless told. */
  readonly collapseShare?: number
}

export interface RunOptions {
  readonly control?: JobControl
  /** Steps taken at which to stop; the end of the schedule unless told. */
  readonly until?: number
  readonly onStep?: (report: StepReport) => void | Promise<void>
  readonly evaluation?: Evaluation
  /** Steps after which the state is taken for good where there is no evaluation to say so; 50 unless told. */
  readonly keepEvery?: number
}

export type RunOutcome =
  | { readonly status: 'reached'; readonly step: number }
  | { readonly status: 'diverged'; readonly divergence: Divergence }

/**
 * Trains on from where the trainer stands. Throws JobCancelled when `control` says so, after the step that
 * is under way at most; the trainer can then go on.
 */
export async function runTraining(trainer: Trainer, options: RunOptions = {}): Promise<RunOutcome> {
  const { control = UNCONTROLLED, onStep, evaluation, keepEvery = 50 } = options
  const until = Math.min(options.until ?? trainer.steps, trainer.steps)
  await control.checkpoint(trainer.stepsTaken, trainer.steps)
  // What a collapse is measured by.
  if (evaluation !== undefined && trainer.bestAccuracy === null) await judge(trainer, evaluation)
  while (trainer.stepsTaken < until) {
    const outcome = await trainer.step(control)
    if (outcome.status === 'diverged') return outcome
    const { step } = outcome.report
    await onStep?.(outcome.report)
    if (evaluation === undefined) {
      if (step % keepEvery === 0) trainer.keep()
    } else if (step % evaluation.every === 0 || step === until) {
      const divergence = await judge(trainer, evaluation)
      if (divergence !== null) return { status: 'diverged', divergence }
    }
    await control.checkpoint(step, trainer.steps)
  }
  return { status: 'reached', step: trainer.stepsTaken }
}

/** Keeps the state, or goes back where accuracy has collapsed. */
export async function judge(
  trainer: Trainer,
  { evaluate, collapseShare = 0.5 }: Pick<Evaluation, 'evaluate' | 'collapseShare'>,
): Promise<Divergence | null> {
  const { accuracy } = await evaluate(trainer.model('average'), trainer.stepsTaken)
  const best = trainer.bestAccuracy
  if (best !== null && accuracy < collapseShare * best) {
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`
    return trainer.rollBack(
      `Held-back accuracy fell from ${percent(best)} to ${percent(accuracy)}; choose a smaller weight of the objective's penalty or a lower learning rate.`,
    )
  }
  trainer.bestAccuracy = Math.max(best ?? 0, accuracy)
  trainer.keep()
  return null
}
