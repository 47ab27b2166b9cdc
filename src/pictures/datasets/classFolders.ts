/**
 * @file From paths to classes: one folder a class, as torchvision's
 * ImageFolder has it, perhaps in folders for training and test, perhaps all in
 * one folder more.
 */
import { Refusal } from '../refusal'
import { MAX_CLASSES, MAX_PATH_LENGTH } from './limits'
import type { Problems } from './problems'
import type { Split } from './types'

export interface ClassFolders<File> {
  /** In the order of their characters' codes, as ImageFolder sorts them. */
  readonly classes: readonly string[]
  readonly splits: readonly Split[]
  /** By split, then class, then path. */
  readonly pictures: readonly { readonly file: File; readonly label: number }[]
}

interface Placed<File> {
  readonly file: File
  /** Folders and name. */
  readonly parts: readonly string[]
}

/** What decodePicture reads, and what it knows to name when it refuses. A name without an ending may be a picture. */
const PICTURE_NAME = /^[^.]+$|\.(png|jpe?g|jfif|webp|gif|bmp|avif|heic|heif|tiff?|svg)$/i

/** What systems leave in folders. */
const LEFTOVER = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i

const SPLITS: ReadonlyMap<string, Split['name']> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
])
const SPLIT_ORDER: readonly (Split['name'] | null)[] = ['train', 'validation', 'test', null]

/**
 * Sorts files into classes. A file that lies in no class folder, or whose path
 * leads out of the data set, is told and left out. Throws Refusal where no
 * picture is left or there are too many classes.
 */
export function arrangeInClasses<File extends { readonly path: string }>(
  files: readonly File[],
  problems: Problems,
): ClassFolders<File> {
  const found = withoutRoot(findPictures(files, problems))
  const inFolders = found.filter(({ parts }) => parts.length > 1)
  const hasSplits =
    inFolders.every(({ parts }) => splitNamed(parts) !== null) && inFolders.some(({ parts }) => parts.length > 2)
  const depth = hasSplits ? 1 : 0
  const sorted = found.flatMap(({ file, parts }) => {
    const name = parts.length >= depth + 2 ? (parts[depth] as string) : null
    if (name !== null) {
      return [{ file, name, split: hasSplits ? splitNamed(parts) : null, rest: parts.slice(depth + 1).join('/') }]
    }
    problems.add(file.path, null, 'lies in no class folder, so it is left out; make one folder a class')
    return []
  })
  if (sorted.length === 0)
    throw new Refusal('has no pictures in class folders; make one folder a class, named as the class')
  const classes = [...new Set(sorted.map(({ name }) => name))].sort(byCode)
  if (classes.length > MAX_CLASSES) {
    throw new Refusal(`has ${classes.length} class folders, more than the ${MAX_CLASSES} taken; choose fewer of them`)
  }
  const rank = (split: Split['name'] | null) => SPLIT_ORDER.indexOf(split)
  sorted.sort((a, b) => rank(a.split) - rank(b.split) || byCode(a.name, b.name) || byCode(a.rest, b.rest))
  const labels = new Map(classes.map((name, label) => [name, label]))
  return {
    classes,
    splits: countSplits(sorted.map(({ split }) => split)),
    pictures: sorted.map(({ file, name }) => ({ file, label: labels.get(name) as number })),
  }
}

/** The parts of a path, or null where it leads out of where it lies, or is no path at all. */
export function splitPath(path: string): string[] | null {
  const forward = path.replaceAll('\\', '/')
  if (path.length > MAX_PATH_LENGTH || path.includes('\0') || /^(\/|[a-z]:)/i.test(forward)) return null
  const parts = forward.split('/').filter((part) => part !== '' && part !== '.')
  return parts.includes('..') ? null : parts
}

/** Whether a file is a leftover of the system's, to be passed over in silence. */
export function isLeftover(parts: readonly string[]): boolean {
  return parts.length === 0 || parts.some((part) => LEFTOVER.test(part))
}

function findPictures<File extends { readonly path: string }>(
  files: readonly File[],
  problems: Problems,
): Placed<File>[] {
  const others: string[] = []
  const found = files.flatMap((file) => {
    const parts = splitPath(file.path)
    if (parts === null) {
      problems.add(file.path, null, 'has a path that leads out of its archive, so it is left out; pack it again')
      return []
    }
    if (isLeftover(parts)) return []
    if (PICTURE_NAME.test(parts.at(-1) as string)) return [{ file, parts }]
    others.push(file.path)
    return []
  })
  const [first] = others
  if (first !== undefined) {
    const more = others.length > 1 ? `, as ${others.length === 2 ? 'is 1' : `are ${others.length - 1}`} more` : ''
    problems.add(
      first,
      null,
      `is no picture by its name, so it is left out${more}; check that no pictures are among them`,
    )
  }
  return found
}

/** Without the folders that all files share, but for those that name a class or a split. */
function withoutRoot<File>(placed: readonly Placed<File>[]): readonly Placed<File>[] {
  let depth = 0
  const [first] = placed
  const isShared = () => placed.every(({ parts }) => parts.length > depth + 1 && parts[depth] === first?.parts[depth])
  const isLastLeft = () => placed.every(({ parts }) => parts.length < depth + 3)
  while (!isLastLeft() && isShared() && splitNamed(first?.parts.slice(depth) ?? []) === null) depth++
  return placed.map(({ file, parts }) => ({ file, parts: parts.slice(depth) }))
}

/** The split that people call `name`, or null where it is none. */
export function splitCalled(name: string): Split['name'] | null {
  return SPLITS.get(name.toLowerCase()) ?? null
}

/** The split that a path's first folder names. */
function splitNamed([folder, ...rest]: readonly string[]): Split['name'] | null {
  return folder === undefined || rest.length === 0 ? null : splitCalled(folder)
}

function countSplits(names: readonly (Split['name'] | null)[]): Split[] {
  return SPLIT_ORDER.flatMap((name) => {
    const start = names.indexOf(name)
    return name === null || start < 0 ? [] : [{ name, start, count: names.lastIndexOf(name) - start + 1 }]
  })
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
