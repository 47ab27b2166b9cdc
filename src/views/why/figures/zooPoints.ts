/** @file The zoo's models of one data set as points: what their gradients are like, and how robust they are. */
import { modelColor } from '../../../charts/palette'
import type { ZooPoint } from '../../../charts/zooDots'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { ownColor } from '../../../store/models/modelColors'
import { attackText, headlineOf } from '../../parts/models/headline'
import { distinctNames } from '../../parts/models/names'

export type Described = Manifest & { readonly id: string }

/** Of the loss's gradient, in the manifests. */
export type GradientMean = 'meanL1' | 'meanAlignment'

export const measuredMean = ({ figures }: Pick<Manifest, 'figures'>, mean: GradientMean): number | null =>
  figures?.gradients?.loss[mean] ?? null

/** Those of which both were measured. */
export function zooPoints(manifests: readonly Described[], mean: GradientMean): readonly ZooPoint[] {
  const names = distinctNames(manifests)
  return manifests.flatMap((manifest, place) => {
    const value = measuredMean(manifest, mean)
    const robust = headlineOf(manifest)?.robust
    if (value === null || !robust) return []
    const { share, interval } = robust
    const name = names[place] as string
    return [{ id: manifest.id, name, color: modelColor(ownColor(manifest.id)), value, share, ...interval }]
  })
}

/** The attack that the accuracies are of, such as "AutoAttack at 8/255"; empty where there are none. */
export function attackOf(manifests: readonly Manifest[]): string {
  const [robust] = manifests.flatMap((manifest) => headlineOf(manifest)?.robust ?? [])
  return robust ? attackText(robust) : ''
}

/** The models of a data set that were trained naturally and adversarially, of one architecture and activation. */
export function contrastIn(manifests: readonly Described[]): readonly [natural: Described, robust: Described] | null {
  const kindOf = ({ architecture: { name, activation } }: Manifest) => `${name} ${activation}`
  const by = (objective: string) => manifests.filter(({ training }) => training.objective === objective)
  for (const natural of by('natural')) {
    const robust = by('adversarial').find((other) => kindOf(other) === kindOf(natural))
    if (robust && measuredMean(natural, 'meanL1') !== null && measuredMean(robust, 'meanL1') !== null)
      return [natural, robust]
  }
  return null
}
