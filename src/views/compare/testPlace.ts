/** @file Where a measure of a gradient ranks among the model's test images. */
import type { Figures } from '../../engine/checkpoints/figures'
import { percentileOf } from '../../numbers/percentile'
import type { GradientScalarId } from '../../store/compare/gradientScalars'
import { correlationText, ordinal, threeDigits, whole } from '../parts/format'

type Gradients = NonNullable<Figures['gradients']>
export type GradientMeasure = 'l1' | 'l2' | 'alignment'

const MEANS = { l1: 'meanL1', l2: 'meanL2', alignment: 'meanAlignment' } as const

/** For the gradient shown, such as "test mean 19.7 · 12th percentile of 5,000"; undefined if nothing was measured. */
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
  // Alignment is defined only on images with both edges and a gradient, which may be fewer.
  const count = measure === 'alignment' ? '' : ` of ${whole(gradients.images)}`
  return `${meanText} · ${percentileText(share)}${count}`
}

/** There is no 0th or 100th percentile, so the ends are described as below the 1st or above the 99th. */
function percentileText(share: number): string {
  const percentile = Math.round(100 * share)
  if (percentile < 1) return 'below the 1st percentile'
  return percentile > 99 ? 'above the 99th percentile' : `${ordinal(percentile)} percentile`
}
