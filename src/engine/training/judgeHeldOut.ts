/** @file Detects a collapsed run, by its accuracy on held-out images. */
import type { Divergence, Trainer } from './trainer'

/** The run has collapsed if accuracy falls below this share of the best so far. */
const COLLAPSE_SHARE = 0.5

/** By the moving average's held-out accuracy, keeps the state, or rolls back if it has collapsed. */
export function judgeHeldOut(trainer: Trainer, accuracy: number): Divergence | null {
  const best = trainer.bestAccuracy
  if (best !== null && accuracy < COLLAPSE_SHARE * best) {
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`
    return trainer.rollBack(
      `Held-out accuracy fell from ${percent(best)} to ${percent(accuracy)}; choose a smaller weight of the objective's penalty or a lower learning rate.`,
    )
  }
  trainer.bestAccuracy = Math.max(best ?? 0, accuracy)
  trainer.keep()
  return null
}
