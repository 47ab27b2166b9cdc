/** @file Whether the chosen models know the classes of the chosen images. */
import type { Manifest } from '../../engine/checkpoints/manifest'
import { ambiguityWords } from '../../images/datasets/ambiguousClasses'
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../images/datasets/builtIn/registry'
import { matchClasses } from '../../images/datasets/matchClasses'
import { galleryIdsFor } from '../../images/gallery'
import { isOpened, type OpenDataSet } from '../data/dataSource'
import type { ImagesFrom } from './evaluation'

/** A data set's name and its classes. */
export interface NamedClasses {
  readonly name: string
  readonly classes: readonly string[]
}

/** The classes of the chosen data set; null for the gallery, which has several, or if none is open. */
export function classesOf(from: ImagesFrom, data: OpenDataSet): NamedClasses | null {
  if (from === 'builtIn') return BUILT_IN_DATA_SETS[BUILT_IN_ID]
  return from === 'gallery' || !isOpened(from, data) ? null : data.summary
}

type Known = Pick<Manifest, 'name' | 'data' | 'classes'>

/** Why these models cannot be evaluated on the chosen images, in one sentence, or null. */
export function classProblem(from: ImagesFrom, data: OpenDataSet, models: readonly Known[]): string | null {
  if (models.length === 0) return null
  if (from === 'gallery') {
    if (galleryIdsFor(models.map(({ classes }) => classes)).length > 0) return null
    return 'The gallery has no image of a class that all chosen models know; choose models of one data set.'
  }
  const set = classesOf(from, data)
  if (set === null || sharedClasses(set, models).length > 0) return null
  const ambiguity = ambiguityOf(set, models)
  if (ambiguity !== null) return ambiguity
  const strangers = models.filter((model) => sharedClasses(set, [model]).length === 0)
  if (strangers.length === 0) {
    return `No class of ${set.name} is known to all chosen models; choose fewer of them, or other images.`
  }
  const trainedOn = [...new Set(strangers.map((model) => model.data))].join(' and ')
  const names = strangers.map(({ name }) => `“${name}”`)
  const who = strangers.length === models.length && names.length > 1 ? 'The chosen models' : names.join(' and ')
  const know = names.length > 1 ? 'know' : 'knows'
  return `${who} of ${trainedOn} ${know} no class of ${set.name}; choose models that do, or other images.`
}

/** Which images are left out because their class could be several of a model's; one sentence or null. */
export const ambiguityOf = ({ classes }: NamedClasses, models: readonly Pick<Manifest, 'classes'>[]): string | null =>
  ambiguityWords(
    classes,
    models.map((model) => model.classes),
  )

/** Names of the classes that all models know. */
export function sharedClasses({ classes }: NamedClasses, models: readonly Pick<Manifest, 'classes'>[]): string[] {
  const matches = models.map((model) => matchClasses(classes, model.classes).toModel)
  return classes.filter((_, index) => matches.every((toModel) => (toModel[index] ?? -1) >= 0))
}
