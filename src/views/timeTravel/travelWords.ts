/** @file What time travel says of its runs, in words. */
import { countOf } from '../../countOf'
import type { EpochRun } from '../../engine/checkpoints/epochRun'
import { fallsAt } from '../../store/timeTravel/collapse'
import type { TravelImage } from '../../store/timeTravel/timeTravel'
import { travelAttackName } from '../../store/timeTravel/travelAttacks'
import { percent, signedTwoDecimals } from '../parts/format'

/** What every run's name ends with, which goes without saying where all of them are such runs. */
const ENDING = ', epoch by epoch'

/** Short, also before the run is read. */
export const travelTitle = (id: string, run: EpochRun | null): string =>
  run === null ? (id.split('-').at(-2) ?? id) : run.name.replace(ENDING, '')

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

/** Which of the run's figures fall for good, and when: whether the gradients tell it before the accuracy does. */
export function collapseWords({ epochs, measured }: Pick<EpochRun, 'epochs' | 'measured'>): string {
  const alignment = fallsAt(epochs, 'meanAlignment')
  const accuracies = (
    [
      [`accuracy under PGD at ${measured.epsilon255}/255`, 'pgdAccuracy'],
      [`accuracy under PGD at ${measured.zooEpsilon255}/255`, 'zooPgdAccuracy'],
      ['accuracy under FGSM', 'fgsmAccuracy'],
      ['accuracy without an attack', 'cleanAccuracy'],
    ] as const
  ).map(([name, figure]) => ({ name, at: fallsAt(epochs, figure) }))
  const fallen = accuracies.flatMap(({ name, at }) => (at === null ? [] : [{ name, at }]))
  if (alignment === null && fallen.length === 0) {
    return 'No collapse: neither the alignment with edges nor any accuracy loses a third of its highest value for good.'
  }
  const gradients =
    alignment === null
      ? 'The alignment with edges does not lose a third of its highest value for good'
      : `The alignment with edges has lost a third of its highest value from epoch ${alignment} on`
  const others = fallen.map(({ name, at }) => `${name} from epoch ${at} on`)
  return others.length === 0 ? `${gradients}; no accuracy does.` : `${gradients}; ${others.join(', ')}.`
}

export const labelWords = ({ label }: TravelImage, classes: readonly string[]): string =>
  label === null ? 'each epoch’s own prediction' : (classes[label] ?? `class ${label}`)
