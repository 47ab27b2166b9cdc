/** @file The two numbers that summarise a model: its accuracy without an attack and under the strongest attack measured. */
import { countOf } from '../../../countOf'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { type Interval, wilsonInterval } from '../../../numbers/wilson'
import { threatOf } from '../../../store/attacks/threats'
import { attackName, summarisingAttack } from '../../../store/models/figureAttacks'
import { type Eps255, eps255 } from '../../../units'
import { epsilonText, percent } from '../format'
import { isTrainedInBrowser } from './names'

export interface MeasuredShare {
  readonly share: number
  /** The number of images that it was measured on. */
  readonly images: number
  readonly interval: Interval
}

export interface RobustShare extends MeasuredShare {
  readonly attack: string
  readonly epsilon: Eps255
}

export interface Headline {
  readonly clean: MeasuredShare
  /** null if no such attack was measured at the data set's epsilon. */
  readonly robust: RobustShare | null
}

/** Robust accuracy is AutoAttack's at the data set's epsilon if it was measured, else PGD-20's. null without figures. */
export function headlineOf(manifest: Manifest): Headline | null {
  const { figures } = manifest
  if (figures === null) return null
  const epsilon = threatOf(manifest)
  const measured = figures.robustAccuracy.filter(({ epsilon255 }) => epsilon255 === epsilon)
  const robust =
    summarisingAttack(measured) ??
    // Training in the browser measures one attack, with steps and an epsilon that the person chose.
    (isTrainedInBrowser(manifest.training) ? figures.robustAccuracy[0] : undefined)
  return {
    clean: measuredShare(figures.cleanAccuracy, figures.images),
    robust: robust
      ? {
          ...measuredShare(robust.accuracy, robust.images ?? figures.images),
          attack: attackName(robust),
          epsilon: eps255(robust.epsilon255),
        }
      : null,
  }
}

export function measuredShare(share: number, images: number): MeasuredShare {
  return { share, images, interval: wilsonInterval(share, images) }
}

/** With so few images, the interval is wider than the differences that people look for. */
const FEW_IMAGES = 1000

export const isOfFewImages = ({ images }: MeasuredShare): boolean => images <= FEW_IMAGES

/** "36.4 to 49.9". */
export const intervalText = ({ interval }: MeasuredShare): string =>
  `${percent(interval.low)} to ${percent(interval.high)}`

/** The number of images and the interval behind an accuracy, for its tooltip. */
export function provenance(measured: MeasuredShare): string {
  const images = `On ${countOf(measured.images, 'image')}`
  return isOfFewImages(measured) ? `${images}; 95 % interval ${intervalText(measured)} % (Wilson)` : images
}

/** Such as "AutoAttack at 8/255". */
export const attackText = ({ attack, epsilon }: RobustShare): string => `${attack} at ${epsilonText(epsilon)}`
