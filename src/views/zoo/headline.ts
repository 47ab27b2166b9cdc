/** @file The two numbers that stand for a model: its accuracy on clean pictures, and under the strongest attack measured. */
import { countOf } from '../../countOf'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { type Interval, wilsonInterval } from '../../numbers/wilson'
import { threatOf } from '../../store/threats'
import { type Eps255, eps255 } from '../../units'
import { epsilonText, percent } from '../format'
import { attackName, isTrainedInBrowser } from './names'

export interface MeasuredShare {
  readonly share: number
  /** How many pictures it stands on. */
  readonly pictures: number
  readonly interval: Interval
}

export interface RobustShare extends MeasuredShare {
  readonly attack: string
  readonly epsilon: Eps255
}

export interface Headline {
  readonly clean: MeasuredShare
  /** Null where no attack of that kind was measured at the data set's epsilon. */
  readonly robust: RobustShare | null
}

/** AutoAttack at the data set's epsilon if it was measured, else PGD-20; null without figures. */
export function headlineOf(manifest: Manifest): Headline | null {
  const { figures } = manifest
  if (figures === null) return null
  const epsilon = threatOf(manifest)
  const measured = figures.robustAccuracy.filter(({ epsilon255 }) => epsilon255 === epsilon)
  const robust =
    measured.find(({ attack }) => attack === 'autoattack-standard') ??
    measured.find(({ attack, steps }) => attack === 'pgd' && steps === 20) ??
    // A training in the browser judges by one attack, whose steps and epsilon a person has set.
    (isTrainedInBrowser(manifest.training) ? figures.robustAccuracy[0] : undefined)
  return {
    clean: measuredShare(figures.cleanAccuracy, figures.pictures),
    robust: robust
      ? {
          ...measuredShare(robust.accuracy, robust.pictures ?? figures.pictures),
          attack: attackName(robust),
          epsilon: eps255(robust.epsilon255),
        }
      : null,
  }
}

export function measuredShare(share: number, pictures: number): MeasuredShare {
  return { share, pictures, interval: wilsonInterval(share, pictures) }
}

/** Few enough pictures that the interval is wider than the differences that people look for. */
const FEW_PICTURES = 1000

export const isOfFewPictures = ({ pictures }: MeasuredShare): boolean => pictures <= FEW_PICTURES

/** "36.4 to 49.9". */
export const intervalText = ({ interval }: MeasuredShare): string =>
  `${percent(interval.low)} to ${percent(interval.high)}`

/** What a number stands on, for its tooltip. */
export function provenance(measured: MeasuredShare): string {
  const pictures = `On ${countOf(measured.pictures, 'picture')}`
  return isOfFewPictures(measured) ? `${pictures}; 95 % interval ${intervalText(measured)} % (Wilson)` : pictures
}

/** Such as "AutoAttack at 8/255". */
export const attackText = ({ attack, epsilon }: RobustShare): string => `${attack} at ${epsilonText(epsilon)}`
