/** @file What time travel says of its runs, in words. */
import { countOf } from '../../countOf'
import type { EpochRun } from '../../engine/checkpoints/epochRun'
import { doublesAt, fallsAt, misleadsAt } from '../../store/timeTravel/collapse'
import type { TravelImage } from '../../store/timeTravel/timeTravel'
import { travelAttackName } from '../../store/timeTravel/travelAttacks'
import { percent, signedTwoDecimals } from '../parts/format'

/** What the figures were measured at. */
export const travelMeasuredWords = ({ measured }: EpochRun): string =>
  `${countOf(measured.images, 'test image')}, one step of FGSM within ${measured.epsilon255}/255, ${travelAttackName('pgd', measured)} within ${measured.epsilon255}/255 and ${measured.zooEpsilon255}/255`

/** What an epoch was measured to be, in one sentence. */
export function epochWords({ epochs, measured }: EpochRun, epoch: number): string {
  const kept = epochs.find((each) => each.epoch === epoch)
  if (kept === undefined) return ''
  const { cleanAccuracy, fgsmAccuracy, pgdAccuracy, meanAlignment } = kept
  return `Over ${countOf(measured.images, 'test image')}: ${percent(cleanAccuracy)} % right without an attack, ${percent(fgsmAccuracy)} % under FGSM, ${percent(pgdAccuracy)} % under PGD; edge alignment ${signedTwoDecimals(meanAlignment)}.`
}

/** Whether the run collapses, and which of its figures tell it from which epoch on; in sentences. */
export function collapseWords({ epochs, measured }: Pick<EpochRun, 'epochs' | 'measured'>): string {
  const { epsilon255, zooEpsilon255 } = measured
  const told = (
    [
      ['the alignment with edges', fallsAt(epochs, 'meanAlignment'), 'has lost a third of its highest value'],
      ['the mean norm of the gradient', doublesAt(epochs), 'has more than doubled'],
      [`the accuracy under PGD at ${epsilon255}/255`, fallsAt(epochs, 'pgdAccuracy'), 'has lost a third'],
      [`that at ${zooEpsilon255}/255`, fallsAt(epochs, 'zooPgdAccuracy'), 'has lost a third'],
      ['that under FGSM', fallsAt(epochs, 'fgsmAccuracy'), 'has lost a third'],
      ['that without an attack', fallsAt(epochs, 'cleanAccuracy'), 'has lost a third'],
    ] as const
  ).flatMap(([what, at, how]) => (at === null ? [] : [`${what} ${how} from epoch ${at} on`]))
  const misled = misleadsAt(epochs)
  return [
    fallsAt(epochs, 'cleanAccuracy') === null
      ? 'No collapse: the accuracy without an attack does not lose a third of its highest value.'
      : 'This training collapses.',
    told.length > 0 && `${capitalised(told.join('; '))}.`,
    misled !== null &&
      `From epoch ${misled} on one step of FGSM fools more images than PGD does at ${epsilon255}/255: there PGD’s accuracy is not to be trusted.`,
  ]
    .filter(Boolean)
    .join(' ')
}

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

export const labelWords = ({ label }: TravelImage, classes: readonly string[]): string =>
  label === null ? 'each epoch’s own prediction' : (classes[label] ?? `class ${label}`)
