/** @file Chooses the held-out image that best shows what a training has changed; the comparison opens with it. */
import { loss } from '../engine/gradients/scalars/loss'
import type { HeldOutImages } from '../engine/training/heldOut'

export interface Contrast {
  /** Index among the held-out images. */
  readonly index: number
  readonly shows: /** Fooled before the training, robust after it, with a smaller gradient. */
    | 'verdictAndGradient'
    /** Fooled before the training, robust after it. */
    | 'verdict'
    /** Right without an attack before and after, with a smaller gradient. */
    | 'gradient'
    | 'nothing'
}

/** How many powers of ten the gradient norm must shrink for the difference to be obvious. */
const PLAIN_TO_SEE = 1

/**
 * Of the images that show the most, chooses the clearest: the one with the largest margins in both verdicts, so that
 * they do not depend on the attack's random start, and with the largest reduction of the gradient. Images on which
 * neither model is certain of the label come first, because only there a small gradient is meaningful.
 */
export function chooseContrast(before: HeldOutImages, after: HeldOutImages): Contrast {
  const places = before.verdicts.map((_, index) => index)
  const turned = places.filter((i) => before.verdicts[i] === 'fooled' && after.verdicts[i] === 'robust')
  const right = places.filter((i) => before.verdicts[i] !== 'wrong' && after.verdicts[i] !== 'wrong')
  const shrinks = (i: number) => Math.log10((before.gradientL1[i] as number) / (after.gradientL1[i] as number))
  const isSmaller = (i: number) => shrinks(i) > 0
  const clearness = (i: number) => Math.min(-(before.attackedMargins[i] as number), after.attackedMargins[i] as number)
  const both = turned.filter(isSmaller)
  if (both.length > 0) {
    const unsure = both.filter(
      (i) => Math.max(before.confidence[i] as number, after.confidence[i] as number) <= loss.flatAbove,
    )
    const index = best(unsure.length > 0 ? unsure : both, (i) => clearness(i) * Math.min(1, shrinks(i) / PLAIN_TO_SEE))
    return { index, shows: 'verdictAndGradient' }
  }
  if (turned.length > 0) return { index: best(turned, clearness), shows: 'verdict' }
  const smaller = right.filter(isSmaller)
  if (smaller.length > 0) return { index: best(smaller, shrinks), shows: 'gradient' }
  return { index: 0, shows: 'nothing' }
}

function best(places: readonly number[], score: (place: number) => number): number {
  return places.reduce((one, other) => (score(other) > score(one) ? other : one))
}

/** One sentence on what the image shows. @param attack such as "PGD-10 at 16/255" */
export function contrastWords({ shows }: Contrast, attack: string): string {
  switch (shows) {
    case 'verdictAndGradient':
      return `Chosen from the held-out images: before training, ${attack} fooled the model on it; now it does not, and the gradient is smaller.`
    case 'verdict':
      return `Chosen from the held-out images: before training, ${attack} fooled the model on it; now it does not, though the gradient is not smaller on any such image.`
    case 'gradient':
      return `Training changed the verdict of ${attack} on no held-out image; this is the image whose gradient shrank the most.`
    case 'nothing':
      return `Training neither changed the verdict of ${attack} nor made the gradient smaller on any held-out image; this is the first of them.`
  }
}
