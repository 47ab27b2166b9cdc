/**
 * @file Derives classes from paths: one folder per class, like torchvision's
 * ImageFolder, possibly inside folders for training and test. The rules are in
 * folders/readTree.ts.
 */

import { countOf } from '../../countOf'
import { isImageName } from '../imageNames'
import { Refusal } from '../refusal'
import { buildTree, type Placed } from './folders/imageTree'
import { tellLeftOut } from './folders/leftOut'
import { mergeClasses } from './folders/mergedClasses'
import { readTree } from './folders/readTree'
import { SPLIT_ORDER, type SplitName } from './folders/splitNames'
import { MAX_CLASSES, MAX_FOLDER_DEPTH, MAX_PATH_LENGTH } from './limits'
import type { Problems } from './problems'
import type { Split } from './split'

export interface ClassFolders<File> {
  /** Sorted by character code, like ImageFolder. */
  readonly classes: readonly string[]
  readonly splits: readonly Split[]
  /** By split, then class, then path. */
  readonly images: readonly { readonly file: File; readonly label: number }[]
  /** What the person should know about how the folders were read, in sentences. */
  readonly notes: readonly string[]
}

/** Files that operating systems leave in folders. */
const LEFTOVER = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i

/**
 * Sorts files into classes and splits, by the rules of `readTree`. Each folder that is left out is reported in one
 * sentence, as is a path that leads out of the data set. Throws Refusal if no image is left or there are too many
 * classes.
 */
export function arrangeInClasses<File extends { readonly path: string }>(
  files: readonly File[],
  problems: Problems,
): ClassFolders<File> {
  const root = buildTree(findImages(files, problems))
  const reading = readTree(root)
  if (reading === null)
    throw new Refusal('has no images in class folders; make one folder per class, named after the class')
  tellLeftOut(root, reading, problems)
  const { nameOf, notes } = mergeClasses(reading.images)
  const classes = [...new Set(nameOf.values())].sort(byCode)
  if (classes.length > MAX_CLASSES) {
    throw new Refusal(
      `has ${countOf(classes.length, 'class folder')}, more than the ${MAX_CLASSES.toLocaleString('en')} allowed; choose fewer of them`,
    )
  }
  const ranks = new Map([...SPLIT_ORDER, null].map((split, rank) => [split, rank]))
  const labels = new Map(classes.map((name, label) => [name, label]))
  // Once for each image, as hundreds of thousands are compared again and again.
  const sorted = reading.images
    .map(({ file, path, className, split }) => ({
      file,
      split,
      rank: ranks.get(split) as number,
      label: labels.get(nameOf.get(className) as string) as number,
      path,
    }))
    .sort((a, b) => a.rank - b.rank || a.label - b.label || byCode(a.path, b.path))
  return {
    classes,
    splits: countSplits(sorted.map(({ split }) => split)),
    images: sorted.map(({ file, label }) => ({ file, label })),
    notes,
  }
}

/** The parts of a path, or null if it leads out of its folder or is not a valid path. */
export function splitPath(path: string): string[] | null {
  const forward = path.replaceAll('\\', '/')
  if (path.length > MAX_PATH_LENGTH || path.includes('\0') || /^(\/|[a-z]:)/i.test(forward)) return null
  const parts = forward.split('/').filter((part) => part !== '' && part !== '.')
  return parts.includes('..') ? null : parts
}

/** Whether a file was left by the operating system, to be skipped silently. */
export function isLeftover(parts: readonly string[]): boolean {
  return parts.length === 0 || parts.some((part) => LEFTOVER.test(part))
}

function findImages<File extends { readonly path: string }>(
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
    const depth = parts.length - 1
    if (depth > MAX_FOLDER_DEPTH) {
      const words = `lies in ${countOf(depth, 'folder')}, more than the ${MAX_FOLDER_DEPTH} allowed`
      problems.add(file.path, null, `${words}, so it is left out; move it into fewer`)
      return []
    }
    if (isImageName(parts.at(-1) as string)) {
      const path = parts.join('/')
      // Nearly all paths are written like that, and need not be there twice.
      return [{ file, path: path === file.path ? file.path : path }]
    }
    others.push(file.path)
    return []
  })
  const [first] = others
  if (first !== undefined) {
    const more = others.length > 1 ? `, as ${others.length === 2 ? 'is 1' : `are ${others.length - 1}`} more` : ''
    problems.add(
      first,
      null,
      `does not have an image's file name, so it is left out${more}; give an image its usual ending`,
      others.length,
    )
  }
  return found
}

function countSplits(names: readonly (SplitName | null)[]): Split[] {
  return SPLIT_ORDER.flatMap((name) => {
    const start = names.indexOf(name)
    return start < 0 ? [] : [{ name, start, count: names.lastIndexOf(name) - start + 1 }]
  })
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
