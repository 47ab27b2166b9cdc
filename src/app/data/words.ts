/** @file What the page says of files that it does not open, or of which it opens only some; one sentence each. */
import { byCount, countOf } from '../../countOf'
import { CHECKPOINT_FORMATS } from '../../engine/checkpoints/formats/registry'
import type { DataFile } from '../../images/datasets/types'
import { quoteName } from '../../images/refusal'
import type { Given } from './sortFiles'

const PLACES = ['compare', 'evaluation', 'training', 'models'] as const

/** Where files are given: to one of the views that take images, or where models are chosen. */
export type Place = (typeof PLACES)[number]

/** The place that a view is. One that takes no images takes models, as all do. */
export const placeOf = (view: string): Place => PLACES.find((place) => place === view) ?? 'models'

const IMAGES = 'an image (PNG, JPEG, WebP, AVIF, GIF or BMP)'
const SETS = 'a set of images (a zip or folder with a folder for each class, or CIFAR-10’s binary files)'
const MODELS = `a model (${CHECKPOINT_FORMATS.map(({ opens }) => opens).join(', or ')})`

const SET_VIEWS = 'Evaluate and Train'

/** Without the folders that it lies in. */
export const nameOf = ({ path }: DataFile): string => path.slice(path.lastIndexOf('/') + 1)

export const quotedName = (file: DataFile): string => quoteName(nameOf(file))

/** The one file, or the folder that all lie in, or how many they are. */
function together(files: readonly DataFile[]): string {
  const [first] = files
  if (first === undefined) return 'What was chosen'
  if (files.length === 1) return quotedName(first)
  const folder = first.path.slice(0, first.path.indexOf('/') + 1)
  if (folder !== '' && files.every(({ path }) => path.startsWith(folder))) return quoteName(folder.slice(0, -1))
  return `What was chosen (${countOf(files.length, 'file')})`
}

/** Why nothing of what the place does not take is opened in it. */
export function refusalOf(given: Exclude<Given, { sort: 'model' }>, place: Place): string {
  switch (given.sort) {
    case 'nothing':
      return `There is no file in what was chosen; choose ${takenBy(place)}.`
    case 'other':
      return given.kind.use === 'image' && place !== 'models'
        ? `${whatItIs(given.files, given.kind.name)}; save it as PNG, JPEG or WebP, or choose ${SETS} or ${MODELS}.`
        : `${whatItIs(given.files, given.kind.name)}; choose ${takenBy(place)}.`
    case 'images':
      return `${whatImages(given.files)}; choose ${place === 'models' ? MODELS : SETS}, or open Compare for a single image.`
    case 'set':
      return place === 'models'
        ? `${together(given.files)} is not a model; choose ${MODELS}, or open a set of images in ${SET_VIEWS}.`
        : `${together(given.files)} is not a single image; open a set of images in ${SET_VIEWS}, or choose ${IMAGES}.`
  }
}

const takenBy = (place: Place): string => (place === 'models' ? MODELS : `${IMAGES}, ${SETS}, or ${MODELS}`)

/** Images that lie in one folder may be a set of one class; loose ones are none. */
export const isOneFolder = (files: readonly DataFile[]): boolean => files.every(({ path }) => path.includes('/'))

function whatItIs(files: readonly DataFile[], kind: string | null): string {
  const [first, ...others] = files
  if (first === undefined) return 'Nothing was chosen'
  const isKind = `${quotedName(first)} ${kind === null ? 'is not a kind of file that this page opens' : `is ${kind}, which this page does not open`}`
  if (others.length === 0) return isKind
  const beside = byCount(others.length, 'the file beside it', `the ${countOf(others.length, 'file')} beside it`)
  return kind === null
    ? `${isKind}, nor ${byCount(others.length, 'is', 'are')} ${beside}`
    : `${isKind}, nor does it open ${beside}`
}

/** Loose images, where a place takes none. */
function whatImages(files: readonly DataFile[]): string {
  const [first, ...others] = files
  if (first === undefined) return 'There is not an image'
  if (others.length === 0) return `${quotedName(first)} is a single image`
  return `${quotedName(first)} and ${others.length} more are images without folders for their classes`
}

/** Which files beside `opened` are not open, or null where there are none. `opened` is null where that failed. */
export function ignoredWords(opened: string | null, others: readonly DataFile[], why: string): string | null {
  const [first] = others
  if (first === undefined) return null
  const rest = byCount(
    others.length,
    `${quotedName(first)} is ignored`,
    `the ${countOf(others.length, 'other file')} are ignored`,
  )
  const sentence = `${opened === null ? '' : `${opened} is open; `}${rest}, as ${why}.`
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
