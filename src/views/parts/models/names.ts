/** @file The field's terms for the names in manifests. Unknown names are shown unchanged. */
import { countOf } from '../../../countOf'
import type { Manifest, ModelKind } from '../../../engine/checkpoints/manifest'
import { activationName, architectureTitle } from '../../../store/models/titles'

/** Such as "ResNet GELU". */
export function architectureName({ architecture }: Pick<ModelKind, 'architecture'>): string {
  const { name, activation } = architecture
  const parts = [architectureTitle(name)]
  if (typeof activation === 'string') parts.push(activationName(activation))
  return parts.join(' ')
}

/** The length of a training in the browser is given in steps. */
export const isTrainedInBrowser = ({ recipe }: Manifest['training']): boolean => typeof recipe?.stepsTaken === 'number'

/** Such as "9 epochs" or "3 of 9 epochs", or "240 steps" for a model trained in the browser. */
export function trainedText({ recipe, epochsTrained, epochsPlanned }: Manifest['training']): string {
  const { stepsTaken } = recipe
  if (typeof stepsTaken === 'number') return countOf(stepsTaken, 'step')
  return epochsTrained < epochsPlanned
    ? `${epochsTrained} of ${countOf(epochsPlanned, 'epoch')}`
    : countOf(epochsTrained, 'epoch')
}

/** The data set and architecture that several models share, and those in which they differ. */
export interface Variants {
  readonly common: readonly string[]
  readonly own: readonly (readonly string[])[]
}

export function variantsOf(kinds: readonly ModelKind[]): Variants {
  const parts = kinds.map((kind) => [kind.data, architectureName(kind)])
  const isCommon = [0, 1].map((part) => new Set(parts.map((all) => all[part])).size === 1)
  return {
    common: (parts[0] ?? []).filter((_, part) => isCommon[part]),
    own: parts.map((all) => all.filter((_, part) => !isCommon[part])),
  }
}

/** Such as "Natural, PGD-3 adversarial; CIFAR-10, ResNet GELU", with differences in brackets behind each name. */
export function modelsWords(models: readonly { readonly name: string; readonly kind?: ModelKind }[]): string {
  const kinds = models.flatMap(({ kind }) => (kind === undefined ? [] : [kind]))
  if (kinds.length < models.length) return models.map(({ name }) => name).join(', ')
  const { common, own } = variantsOf(kinds)
  const names = models.map(({ name }, place) => {
    const parts = own[place] ?? []
    return parts.length > 0 ? `${name} (${parts.join(', ')})` : name
  })
  return [names.join(', '), common.join(', ')].filter(Boolean).join('; ')
}

/** Distinct names for models in one chart: models with the same name also get their variant or id. */
export function distinctNames(manifests: readonly Manifest[]): string[] {
  const full = manifests.map((manifest) => {
    const namesakes = manifests.filter(({ name }) => name === manifest.name)
    const own = variantsOf(namesakes).own[namesakes.indexOf(manifest)] ?? []
    return own.length > 0 ? `${manifest.name} (${own.join(', ')})` : manifest.name
  })
  return full.map((name, index) =>
    full.some((other, place) => other === name && place !== index) ? `${name} (${manifests[index]?.id})` : name,
  )
}
