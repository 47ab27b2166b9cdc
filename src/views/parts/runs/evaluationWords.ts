/** @file How the numbers of an evaluation are written. */
import { countOf } from '../../../countOf'
import type { FlagSettings } from '../../../engine/evaluation/types'
import { galleryGroups } from '../../../images/gallery'
import { rightWithout } from '../../../outcomes/outcome'
import type { EvaluationRun, OutcomeShare } from '../../../store/evaluation/evaluation'
import type { EvaluationPlan, MeasureId } from '../../../store/evaluation/evaluationPlan'
import { measuredImages } from '../../../store/evaluation/measuredImages'
import { percent, whole } from '../format'

export const MEASURE_NAMES: Readonly<Record<MeasureId, string>> = {
  accuracy: 'Accuracy against ε',
  minimalEpsilon: 'Smallest ε of each image',
  transfer: 'Transfer between models',
  worstCase: 'Worst case over norms',
  ranking: 'Ranking of attacks',
}

/** "43.3 %"; empty where there is not an image yet. */
export const shareWords = ({ share }: OutcomeShare): string => (share === null ? '' : `${percent(share)} %`)

/** "36.1 to 50.9", in percent; empty where there is not an image yet. */
export const intervalWords = ({ interval }: OutcomeShare): string =>
  interval === null ? '' : `${percent(interval.low)} to ${percent(interval.high)}`

/** "65 of 150". */
export const countWords = ({ robust, images }: OutcomeShare): string => `${whole(robust)} of ${whole(images)}`

/** What became of those that are not robust at an epsilon: "73 fooled, 12 wrong"; at 0 nothing is attacked. */
export const othersWords = ({ fooled, wrong }: OutcomeShare, epsilon: number): string =>
  `${epsilon === 0 ? '' : `${whole(fooled)} fooled, `}${whole(wrong)} wrong`

/** Of which images an attack can be credited with: "73 of 138 fooled". */
export const fooledWords = (share: OutcomeShare): string =>
  `${whole(share.fooled)} of ${whole(rightWithout(share))} fooled`

/** How a table counts images, for its caption. */
export const COUNTING = 'Only robust images count: those fooled by the attack or wrong without one do not'

/** How the images fall short of what was asked for: too few, or unbalanced; one or two sentences, or null. */
export function shortageWords({ source, indices }: EvaluationPlan): string | null {
  if (source.kind === 'gallery') return null
  const { choice, dataSet, perClass } = source
  const sentences: string[] = []
  if (indices.length < choice.count) {
    const from = choice.split === null ? `“${dataSet.name}”` : `The ${choice.split} split of “${dataSet.name}”`
    sentences.push(
      `${from} has ${countOf(indices.length, 'image')} of classes that all chosen models know, fewer than the ${whole(choice.count)} asked for.`,
    )
  }
  if (perClass?.only !== undefined) {
    sentences.push(`All images are of one class, “${perClass.only}”, so the results say nothing about other classes.`)
  } else if (perClass && perClass.most - perClass.least > 1) {
    sentences.push(
      `The classes are not balanced: the rarest has ${countOf(perClass.least, 'image')}, the most frequent ${whole(perClass.most)}.`,
    )
  }
  return sentences.length === 0 ? null : sentences.join(' ')
}

/** The number of images on which red flags are checked: at most as many as the run has. */
export const flagImages = ({ indices }: EvaluationPlan, { images }: FlagSettings): number =>
  Math.min(images, indices.length)

type MeasuredRun = Pick<EvaluationRun, 'plan' | 'results' | 'status'>

/**
 * The number of images behind a run's numbers: "64 images", or "32 of 64 images so far" while it is unfinished.
 * @param of where the images come from, such as " of the gallery"
 */
export function measuredWords({ plan, results, status }: MeasuredRun, of = ''): string {
  const planned = `${countOf(plan.indices.length, 'image')}${of}`
  const { least, most } = measuredImages(results)
  if (least === plan.indices.length) return planned
  const measured = least === most ? whole(most) : `${whole(least)} to ${whole(most)}`
  return `${measured} of ${planned} ${status === 'done' ? '(the others could not be read)' : 'so far'}`
}

/** Such as "20 images of the gallery (CIFAR-10)". */
export function imagesWords(run: MeasuredRun): string {
  const { source } = run.plan
  if (source.kind === 'gallery') {
    const groups = galleryGroups.filter((group) => group.images.some(({ id }) => source.ids.includes(id)))
    const titles = groups.length > 0 ? ` (${groups.map(({ title }) => title).join(', ')})` : ''
    return measuredWords(run, ` of the gallery${titles}`)
  }
  const { split, seed } = source.choice
  const only = source.perClass?.only
  return [
    measuredWords(run, ` of ${source.dataSet.name}`),
    split !== null && `${split} split`,
    only !== undefined && `all of class “${only}”`,
    `drawn by seed ${seed}`,
  ]
    .filter(Boolean)
    .join(', ')
}
