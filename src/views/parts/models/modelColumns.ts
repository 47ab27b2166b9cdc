import { modelColor } from '../../../charts/palette'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { readyManifests } from '../../../store/compare/questions'
import type { ModelState } from '../../../store/types'
import { distinctNames, variantsOf } from './names'

export interface ModelColumn {
  readonly id: string
  /** Different from that of every other column. */
  readonly name: string
  /** Its data set and architecture, as far as they are not those of all. */
  readonly variant: string
  readonly ink: string
  readonly manifest: Manifest
}

/** The models that are loaded, in the order of their columns. */
export function modelColumns(models: readonly ModelState[]): ModelColumn[] {
  const manifests = readyManifests(models)
  const names = distinctNames(manifests)
  const { own } = variantsOf(manifests)
  return manifests.map((manifest, place) => ({
    id: manifest.id,
    name: names[place] ?? manifest.id,
    variant: own[place]?.join(', ') ?? '',
    ink: modelColor(models.find(({ id }) => id === manifest.id)?.color ?? 0),
    manifest,
  }))
}
