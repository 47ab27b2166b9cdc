/** @file Where a measure of a gradient lies among those of the model's test images. */
import type { Figures } from '../../engine/checkpoints/figures'
import { percentileOf } from '../../numbers/percentile'
import type { GradientScalarId } from '../../store/compare/gradientScalars'
import { correlationText, ordinal, threeDigits, whole } from '../parts/format'

type Gradients = NonNullable<Figures['gradients']>
export type GradientMeasure = 'l1' | 'l2' | 'alignment'

const MEANS = { l1: 'meanL1', l2: 'meanL2', alignment: 'meanAlignment' } as const

/** "test mean 19.7 · 12th percentile of 5,000", of the gradient that is shown; undefined where nothing was measured. */
export function testPlaceText(
  gradients: Gradients | undefined,
  gradientOf: GradientScalarId,
  measure: GradientMeasure,
  value: number,
): string | undefined {
  if (!gradients) return undefined
  const distribution = gradients[gradientOf]
  const mean = distribution[MEANS[measure]]
  const meanText = `test mean ${measure === 'alignment' ? correlationText(mean) : threeDigits(mean)}`
  const share = percentileOf(value, distribution[measure], gradients.shares)
  if (share === null) return meanText
  // Alignment is of those that have both edges and a gradient, which may be fewer.
  const count = measure === 'alignment' ? '' : ` of ${whole(gradients.images)}`
  return `${meanText} · ${percentileText(share)}${count}`
}

/** The ends are said to be beyond a percentile: there is no 0th, nor a 100th. */
function percentileText(share: number): string {
  const percentile = Math.round(100 * share)
  if (percentile < 1) return 'below the 1st percentile'
  return percentile > 99 ? 'above the 99th percentile' : `${ordinal(percentile)} percentile`
}
