/** @file The card's table of gradients: a row for each scalar and for each part of the test images. */

import type { Manifest } from '../../../engine/checkpoints/manifest'
import { threatOf } from '../../../store/attacks/threats'
import { attackName } from '../../../store/models/figureAttacks'
import { eps255 } from '../../../units'
import { correlationText, epsilonText, threeDigits, whole } from '../../parts/format'

export interface GradientRow {
  readonly of: string
  readonly l1: string
  readonly l2: string
  readonly alignment: string
  /** How many images the means are over and, if fewer of them have an alignment, how many do. */
  readonly images: string
}

type Distribution = NonNullable<NonNullable<Manifest['figures']>['gradients']>['loss']

/** Empty if the figures have no gradients. */
export function gradientRows(manifest: Manifest): GradientRow[] {
  const { gradients } = manifest.figures ?? {}
  if (!gradients) return []
  const { loss, margin, logit, images } = gradients
  return [
    meanRow('loss', loss, images),
    ...partRows(manifest),
    meanRow('logit margin: true logit minus the largest other', margin, images),
    meanRow('true logit', logit, images),
  ]
}

function meanRow(of: string, mean: Distribution, images: number): GradientRow {
  const aligned = mean.alignedImages
  return {
    of,
    l1: threeDigits(mean.meanL1),
    l2: threeDigits(mean.meanL2),
    alignment: correlationText(mean.meanAlignment),
    images: aligned === undefined ? whole(images) : `${whole(images)} (r: ${whole(aligned)})`,
  }
}

/** The loss gradient's norm over the images that are robust at the data set's epsilon, and over the others. */
function partRows(manifest: Manifest): GradientRow[] {
  const epsilon = threatOf(manifest)
  const parted = manifest.figures?.robustAccuracy.find(
    ({ epsilon255, meanGradientL1Robust }) => epsilon255 === epsilon && meanGradientL1Robust !== undefined,
  )
  if (parted?.images === undefined) return []
  const { meanGradientL1Robust, meanGradientL1NotRobust, accuracy, images } = parted
  const robust = Math.round(accuracy * images)
  const where = `under ${attackName(parted)} at ${epsilonText(eps255(parted.epsilon255))}`
  const partRow = (verb: string, mean: number | null | undefined, images: number): GradientRow => ({
    of: `loss, images that ${verb} ${where}`,
    l1: mean === null || mean === undefined ? '–' : threeDigits(mean),
    l2: '',
    alignment: '',
    images: whole(images),
  })
  return [
    partRow('are robust', meanGradientL1Robust, robust),
    partRow('are not robust', meanGradientL1NotRobust, images - robust),
  ]
}
