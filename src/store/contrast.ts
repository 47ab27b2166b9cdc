/** @file Which held-out image shows best what a training has changed: it is what the comparison opens with. */
import { loss } from '../engine/gradients/scalars/loss'
import type { HeldOutImages } from '../engine/training/heldOut'

export interface Contrast {
  /** Place among the held-out images. */
  readonly index: number
  readonly shows: /** Fooled before the training, robust after it, with a smaller gradient. */
    | 'verdictAndGradient'
    /** Fooled before the training, robust after it. */
    | 'verdict'
    /** Right without an attack before and after, with a smaller gradient. */
    | 'gradient'
    | 'nothing'
}

/** From so much on a smaller gradient is plain to see: the norm before, in powers of ten over the norm after. */
const PLAIN_TO_SEE = 1

/**
 * Of the images that show most, the one that shows it most clearly: by how far the attack got before and did not get
 * after, so that the verdicts do not hang on where it started, and by how much smaller the gradient is. Where neither
 * model is sure of the label a small gradient means something, so that such images go first.
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

/** What the image shows, in one sentence. @param attack such as "PGD-10 at 16/255" */
export function contrastWords({ shows }: Contrast, attack: string): string {
  switch (shows) {
    case 'verdictAndGradient':
      return `Chosen among the held-out images: ${attack} fooled the model on it before the training and does not any more, and its gradient has become smaller.`
    case 'verdict':
      return `Chosen among the held-out images: ${attack} fooled the model on it before the training and does not any more; there is none on which the gradient has become smaller, too.`
    case 'gradient':
      return `The training has turned the verdict of ${attack} on no held-out image; this is the one on which the gradient has become smallest beside what it was.`
    case 'nothing':
      return `The training has neither turned the verdict of ${attack} on any held-out image nor made a gradient smaller; this is the first of them.`
  }
}
