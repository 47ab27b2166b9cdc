/** @file Where the figures of a training's epochs tell that it collapses: those of gradients, and those of accuracy. */
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
