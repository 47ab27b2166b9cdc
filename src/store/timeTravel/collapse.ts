/** @file What the figures of a training's epochs tell of a collapse: those of gradients, and those of accuracy. */
import type { KeptEpoch } from '../../engine/checkpoints/epochRun'

/** A figure has fallen once it has lost this share of the highest value that it had in an earlier epoch. */
export const LOST_SHARE = 1 / 3

export type FallingFigure = 'cleanAccuracy' | 'fgsmAccuracy' | 'pgdAccuracy' | 'zooPgdAccuracy' | 'meanAlignment'

/**
 * The first epoch from which on a figure has lost a third of its highest earlier value, to the end of the run; null where it
 * does not fall, or rises again. What the training began with counts only among those before it was trained: a natural
 * model is more accurate than any that withstands attacks.
 */
export function fallsAt(epochs: readonly KeptEpoch[], figure: FallingFigure): number | null {
  const trained = epochs.filter(({ epoch }) => epoch > 0)
  let fallen: number | null = null
  let highest = Number.NEGATIVE_INFINITY
  for (const kept of trained) {
    const value = kept[figure]
    if (value >= highest * (1 - LOST_SHARE)) fallen = null
    else fallen ??= kept.epoch
    highest = Math.max(highest, value)
  }
  return fallen
}

/** The first epoch from which on the mean gradient norm is more than twice its smallest earlier value, or null. */
export const doublesAt = (epochs: readonly KeptEpoch[]): number | null =>
  fromOn(epochs, ({ meanGradientL1 }, before) => before.some((earlier) => meanGradientL1 > 2 * earlier.meanGradientL1))

/**
 * The first epoch from which on one step of FGSM fools more images than PGD does, or null: a sign that PGD is kept from
 * finding what fools the model.
 */
export const misleadsAt = (epochs: readonly KeptEpoch[]): number | null =>
  fromOn(epochs, ({ fgsmAccuracy, pgdAccuracy }) => fgsmAccuracy < pgdAccuracy)

/** The first trained epoch from which on something holds to the end of the run; null where it does not hold at the end. */
function fromOn(
  epochs: readonly KeptEpoch[],
  holds: (kept: KeptEpoch, before: readonly KeptEpoch[]) => boolean,
): number | null {
  const trained = epochs.filter(({ epoch }) => epoch > 0)
  const last = trained.findLastIndex((kept, place) => !holds(kept, trained.slice(0, place)))
  return trained[last + 1]?.epoch ?? null
}
