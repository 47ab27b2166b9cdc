/** @file The form of an evaluation, with everything left open filled in to suit the chosen models. */
import { NORM_IDS, type NormId } from '../../engine/attacks/norms/descriptions'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../images/datasets/builtIn/registry'
import { largestOf } from '../../numbers/extremes'
import { type Eps01, eps255 } from '../../units'
import { fromShown, NORMS } from '../attacks/normUnits'
import { threatOf } from '../attacks/threats'
import type { ModelState } from '../types'
import type { EvaluationForm, ImagesFrom } from './evaluation'

export interface SettledForm extends EvaluationForm {
  readonly epsilons: readonly Eps01[]
  readonly worstEpsilons: Readonly<Record<NormId, Eps01>>
  readonly images: ImagesFrom
}

export function settledForm(form: EvaluationForm, columns: readonly ModelState[]): SettledForm {
  const manifests = manifestsOf(chosenModels(columns, form))
  return {
    ...form,
    epsilons: form.epsilons ?? usualEpsilons(form.attack?.settings.norm ?? 'linf', manifests),
    worstEpsilons: form.worstEpsilons ?? usualWorstEpsilons(manifests),
    images: form.images ?? suitingImages(manifests),
  }
}

/** The columns that are evaluated. */
export const chosenModels = (
  columns: readonly ModelState[],
  { modelIds }: Pick<EvaluationForm, 'modelIds'>,
): readonly ModelState[] => columns.filter(({ id }) => modelIds === null || modelIds.includes(id))

/** The manifests of loaded models. */
export const manifestsOf = (models: readonly ModelState[]): readonly Manifest[] =>
  models.flatMap((model) => (model.status === 'ready' ? [model.model.manifest] : []))

/** The epsilon at which CIFAR-10's models are compared; each norm's usual curve is chosen for it. */
const USUAL_THREAT = eps255(NORMS.linf.usual)

/** The epsilons of a curve, up to where models of this data set are fooled: CIFAR-10's, scaled by the ratio of the two threats. */
export function usualEpsilons(norm: NormId, manifests: readonly Manifest[]): readonly Eps01[] {
  const scale = threatScale(manifests)
  return NORMS[norm].curve.map((shown) => fromShown(shown * scale, norm))
}

/** The epsilon at which each norm is compared in the literature, scaled likewise. */
export function usualWorstEpsilons(manifests: readonly Manifest[]): Readonly<Record<NormId, Eps01>> {
  const scale = threatScale(manifests)
  const entries = NORM_IDS.map((norm) => [norm, fromShown(NORMS[norm].usual * scale, norm)])
  return Object.fromEntries(entries) as Record<NormId, Eps01>
}

const threatScale = (manifests: readonly Manifest[]): number =>
  (largestOf(
    manifests.map((manifest) => threatOf(manifest) ?? USUAL_THREAT),
    0,
  ) || USUAL_THREAT) / USUAL_THREAT

/** The built-in data set if all models know its classes, because it has enough images for narrow intervals. */
function suitingImages(manifests: readonly Manifest[]): ImagesFrom {
  const { classes } = BUILT_IN_DATA_SETS[BUILT_IN_ID]
  const areKnown = manifests.every((manifest) => classes.every((name) => manifest.classes.includes(name)))
  return manifests.length > 0 && areKnown ? 'builtIn' : 'gallery'
}
