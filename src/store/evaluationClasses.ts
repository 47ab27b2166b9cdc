/** @file Whether the chosen models know the classes of the chosen pictures. */
import type { Manifest } from '../engine/checkpoints/manifest'
import { ambiguityWords } from '../pictures/datasets/ambiguousClasses'
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../pictures/datasets/builtIn/registry'
import { matchClasses } from '../pictures/datasets/matchClasses'
import { galleryIdsFor } from '../pictures/gallery'
import { isOpened, type OpenDataSet } from './dataSource'
import type { PicturesFrom } from './evaluation'

/** A data set's name and its classes. */
export interface NamedClasses {
  readonly name: string
  readonly classes: readonly string[]
}

/** Of the chosen data set; null for the gallery, which has several, and where none is open. */
export function classesOf(from: PicturesFrom, data: OpenDataSet): NamedClasses | null {
  if (from === 'builtIn') return BUILT_IN_DATA_SETS[BUILT_IN_ID]
  return from === 'gallery' || !isOpened(from, data) ? null : data.summary
}

type Known = Pick<Manifest, 'name' | 'data' | 'classes'>

/** Why these models can not be judged on the chosen pictures, in one sentence, or null. */
export function classProblem(from: PicturesFrom, data: OpenDataSet, models: readonly Known[]): string | null {
  if (models.length === 0) return null
  if (from === 'gallery') {
    if (galleryIdsFor(models.map(({ classes }) => classes)).length > 0) return null
    return 'The gallery has no picture of a class that all chosen models know; choose models of one data set.'
  }
  const set = classesOf(from, data)
  if (set === null || sharedClasses(set, models).length > 0) return null
  const ambiguity = ambiguityOf(set, models)
  if (ambiguity !== null) return ambiguity
  const strangers = models.filter((model) => sharedClasses(set, [model]).length === 0)
  if (strangers.length === 0) {
    return `No class of ${set.name} is known to all chosen models; choose fewer of them, or other pictures.`
  }
  const trainedOn = [...new Set(strangers.map((model) => model.data))].join(' and ')
  const names = strangers.map(({ name }) => `“${name}”`)
  const who = strangers.length === models.length && names.length > 1 ? 'The chosen models' : names.join(' and ')
  const know = names.length > 1 ? 'know' : 'knows'
  return `${who} of ${trainedOn} ${know} no class of ${set.name}; choose models that do, or other pictures.`
}

/** What of the chosen pictures is left out because their class could be several of a model's; one sentence or null. */
export const ambiguityOf = ({ classes }: NamedClasses, models: readonly Pick<Manifest, 'classes'>[]): string | null =>
  ambiguityWords(
    classes,
    models.map((model) => model.classes),
  )

/** Those that all models know, by their names. */
export function sharedClasses({ classes }: NamedClasses, models: readonly Pick<Manifest, 'classes'>[]): string[] {
  const matches = models.map((model) => matchClasses(classes, model.classes).toModel)
  return classes.filter((_, index) => matches.every((toModel) => (toModel[index] ?? -1) >= 0))
}
