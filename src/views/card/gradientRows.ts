/** @file What a card says of a model's gradients: a row for each quantity and each part of the test images. */
import type { Manifest } from '../../engine/checkpoints/manifest'
import { threatOf } from '../../store/threats'
import { eps255 } from '../../units'
import { correlationText, epsilonText, threeDigits, whole } from '../format'
import { attackName } from '../zoo/names'

export interface GradientRow {
  readonly of: string
  readonly l1: string
  readonly l2: string
  readonly alignment: string
  /** How many images the means are over; where fewer have an alignment, that number too. */
  readonly images: string
}

type Distribution = NonNullable<NonNullable<Manifest['figures']>['gradients']>['loss']

/** Without gradients in the figures there are no rows. */
export function gradientRows(manifest: Manifest): GradientRow[] {
  const { gradients } = manifest.figures ?? {}
  if (!gradients) return []
  const { loss, margin, logit, pictures } = gradients
  return [
    meanRow('loss', loss, pictures),
    ...partRows(manifest),
    meanRow('logit margin: true logit minus the largest other', margin, pictures),
    meanRow('true logit', logit, pictures),
  ]
}

function meanRow(of: string, mean: Distribution, pictures: number): GradientRow {
  const aligned = mean.alignedPictures
  return {
    of,
    l1: threeDigits(mean.meanL1),
    l2: threeDigits(mean.meanL2),
    alignment: correlationText(mean.meanAlignment),
    images: aligned === undefined ? whole(pictures) : `${whole(pictures)} (r: ${whole(aligned)})`,
  }
}

/** The loss gradient's norm over the images that are robust at the data set's epsilon, and over the others, fooled or wrong. */
function partRows(manifest: Manifest): GradientRow[] {
  const epsilon = threatOf(manifest)
  const parted = manifest.figures?.robustAccuracy.find(
    ({ epsilon255, meanGradientL1Held }) => epsilon255 === epsilon && meanGradientL1Held !== undefined,
  )
  if (parted?.pictures === undefined) return []
  const { meanGradientL1Held, meanGradientL1Fallen, accuracy, pictures } = parted
  const robust = Math.round(accuracy * pictures)
  const where = `under ${attackName(parted)} at ${epsilonText(eps255(parted.epsilon255))}`
  const partRow = (verb: string, mean: number | null | undefined, images: number): GradientRow => ({
    of: `loss, images that ${verb} ${where}`,
    l1: mean === null || mean === undefined ? '–' : threeDigits(mean),
    l2: '',
    alignment: '',
    images: whole(images),
  })
  return [
    partRow('are robust', meanGradientL1Held, robust),
    partRow('are not robust', meanGradientL1Fallen, pictures - robust),
  ]
}
