/** @file What the page says about files that it does not open, or opens only in part; one sentence each. */

import { byCount, countOf } from '../../countOf'
import { CHECKPOINT_FORMATS } from '../../engine/checkpoints/formats/registry'
import type { DataFile } from '../../images/datasets/types'
import { quoteName } from '../../quote'
import type { Place } from './place'
import type { FileKind, Given, KnownFile } from './sortFiles'

const IMAGES = 'an image (PNG, JPEG, WebP, AVIF, GIF or BMP)'
const SETS = 'a set of images (a zip or folder with a folder for each class, or CIFAR-10’s binary files)'
const MODELS = `a model (${CHECKPOINT_FORMATS.map(({ opens }) => opens).join(', or ')})`

const SET_VIEWS = 'Evaluate, Statistics and Train'

/** How many reasons are given; files ignored for other reasons are counted. */
const MAX_REASONS = 5

/** The file name without its folders. */
export const nameOf = ({ path }: DataFile): string => path.slice(path.lastIndexOf('/') + 1)

export const quotedName = (file: DataFile): string => quoteName(nameOf(file))

/** The single file, the folder of all files, or their number; with "is" or "are". */
function togetherAre(files: readonly DataFile[]): string {
  const [first] = files
  if (first === undefined) return 'What was chosen is'
  if (files.length === 1) return `${quotedName(first)} is`
  const folder = first.path.slice(0, first.path.indexOf('/') + 1)
  if (folder !== '' && files.every(({ path }) => path.startsWith(folder))) return `${quoteName(folder.slice(0, -1))} is`
  return `The ${countOf(files.length, 'file')} ${byCount(files.length, 'is', 'are')}`
}

/** Why none of the files is opened in a place that does not take them. */
export function refusalOf(given: Exclude<Given, { sort: 'model' }>, place: Place): string {
  switch (given.sort) {
    case 'nothing':
      return `There is no file in what was chosen; choose ${takenBy(place)}.`
    case 'other': {
      const isImage =
        place !== 'models' && given.files.every(({ kind }) => kind.is === 'other' && kind.foreign?.use === 'image')
      const them = byCount(given.files.length, 'it', 'them')
      const remedy = isImage
        ? `save ${them} as PNG, JPEG or WebP, or choose ${SETS} or ${MODELS}`
        : `choose ${takenBy(place)}`
      return `${notOpened(given.files).join('; ')}; ${remedy}.`
    }
    case 'images': {
      const remedy = `choose ${place === 'models' ? MODELS : SETS}, or open Compare for a single image`
      return `${[whatImages(given.files), ...notOpened(given.others)].join('; ')}; ${remedy}.`
    }
    case 'set': {
      const [what, remedy] =
        place === 'models'
          ? ['not a model', `choose ${MODELS}, or open a set of images in ${SET_VIEWS}`]
          : ['not a single image', `open a set of images in ${SET_VIEWS}, or choose ${IMAGES}`]
      const images = given.others.flatMap(({ file, kind }) => (kind.is === 'image' ? [file] : []))
      return `${[`${togetherAre([...given.files, ...images])} ${what}`, ...notOpened(given.others)].join('; ')}; ${remedy}.`
    }
  }
}

const takenBy = (place: Place): string => (place === 'models' ? MODELS : `${IMAGES}, ${SETS}, or ${MODELS}`)

/** Images in one folder may be a set with one class; loose ones are not a set. */
export const isOneFolder = (files: readonly DataFile[]): boolean => files.every(({ path }) => path.includes('/'))

/** For loose images, in a place that takes none. */
function whatImages(files: readonly DataFile[]): string {
  const [first] = files
  return first !== undefined && files.length === 1
    ? `${quotedName(first)} is a single image`
    : `The ${countOf(files.length, 'file')} are images without class folders`
}

/** What was opened, which decides why images and sets beside it are not. */
export type OpenedAs = 'image' | 'set' | 'model'

const WHY_IGNORED: Readonly<Record<OpenedAs, Readonly<Record<'image' | 'set', string>>>> = {
  image: { image: 'only one image is shown at a time', set: `sets of images are opened in ${SET_VIEWS}` },
  set: { image: 'a set is opened alone', set: 'a set is opened alone' },
  model: { image: 'a model is opened alone', set: 'a model is opened alone' },
}

/**
 * Why each of the other files is not open, grouped by reason; null if there are none. `opened` is null if opening
 * failed.
 */
export function ignoredWords(opened: string | null, others: readonly KnownFile[], as: OpenedAs): string | null {
  if (others.length === 0) return null
  const why = WHY_IGNORED[as]
  const reasons = byReason(others, ({ is }) => (is === 'other' ? null : why[is])).map(
    ([reason, files]) => `${namedAre(files)} ignored, as ${reason}`,
  )
  const sentence = [...(opened === null ? [] : [`${opened} is open`]), ...reasons, ...notOpened(others)].join('; ')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

/** The kinds of files that no place opens: one clause for each. */
function notOpened(files: readonly KnownFile[]): string[] {
  const kinds = byReason(files, (kind) => (kind.is === 'other' ? (kind.foreign?.name ?? '') : null))
  const clauses = kinds.slice(0, MAX_REASONS).map(([name, those]) => {
    if (name === '')
      return `${namedAre(those)} ${byCount(those.length, 'not a kind', 'not kinds')} of file that this page opens`
    return `${namedAre(those)} ${byCount(those.length, '', 'each ')}${name}, which this page does not open`
  })
  const more = kinds.slice(MAX_REASONS).reduce((sum, [, those]) => sum + those.length, 0)
  return more === 0 ? clauses : [...clauses, `nor does it open ${countOf(more, 'other file')}`]
}

/** The files that have a reason, by that reason. */
function byReason(files: readonly KnownFile[], reasonOf: (kind: FileKind) => string | null): [string, DataFile[]][] {
  const groups = new Map<string, DataFile[]>()
  for (const { file, kind } of files) {
    const reason = reasonOf(kind)
    if (reason === null) continue
    const group = groups.get(reason)
    if (group) group.push(file)
    else groups.set(reason, [file])
  }
  return [...groups]
}

/** Such as `"a.txt" is`, `"a.txt" and "b.txt" are`, `"a.txt" and 2 more are`. */
function namedAre(files: readonly DataFile[]): string {
  const [first, second, ...others] = files
  if (first === undefined) return 'Nothing is'
  if (second === undefined) return `${quotedName(first)} is`
  const rest = others.length === 0 ? quotedName(second) : `${(others.length + 1).toLocaleString('en')} more`
  return [quotedName(first), 'and', rest, 'are'].join(' ')
}
