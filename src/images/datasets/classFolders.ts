/**
 * @file Derives classes from paths: one folder per class, like torchvision's
 * ImageFolder, possibly inside folders for training and test. The rules are in
 * folders/readTree.ts.
 */

import { countOf } from '../../countOf'
import type { JobControl } from '../../engine/jobControl'
import { isImageName } from '../imageNames'
import { Refusal } from '../refusal'
import { type Folder, ImageTree } from './folders/imageTree'
import { tellLeftOut } from './folders/leftOut'
import { mergeClasses } from './folders/mergedClasses'
import { orderImages } from './folders/orderedImages'
import { readTree } from './folders/readTree'
import { MAX_CLASSES, MAX_FOLDER_DEPTH, MAX_PATH_LENGTH } from './limits'
import { Walk } from './pace'
import type { Problems } from './problems'
import { byCode } from './sortInSteps'
import type { Split } from './split'

export interface ClassFolders<File> {
  /** Sorted by character code, like ImageFolder. */
  readonly classes: readonly string[]
  readonly splits: readonly Split[]
  /** The images by split, then class, then path. */
  readonly files: readonly File[]
  /** The class of each of them. */
  readonly labels: Uint16Array
  /** What the person should know about how the folders were read, in sentences. */
  readonly notes: readonly string[]
}

/** Files that operating systems leave in folders. */
const LEFTOVER = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i

/** What each file is walked over for: to find its place, to see what is left out, to sort it. */
const WALKS = 3

/**
 * Sorts files into classes and splits, by the rules of `readTree`. Each folder that is left out is reported in one
 * sentence, as is a path that leads out of the data set. Throws Refusal if no image is left or there are too many
 * folders or classes, JobCancelled if `control` is cancelled; progress is in walks over the files.
 */
export async function arrangeInClasses<File extends { readonly path: string }>(
  files: readonly File[],
  problems: Problems,
  control: JobControl,
): Promise<ClassFolders<File>> {
  const walk = new Walk(control, WALKS * files.length)
  const root = await treeOf(files, problems, walk)
  const reading = await readTree(root, walk)
  if (reading === null)
    throw new Refusal('has no images in class folders; make one folder per class, named after the class')
  await tellLeftOut(root, reading, problems, walk)
  const { nameOf, notes } = await mergeClasses(reading.labelled, walk)
  const classes = [...new Set(nameOf.values())].sort(byCode)
  if (classes.length > MAX_CLASSES) {
    throw new Refusal(
      `has ${countOf(classes.length, 'class folder')}, more than the ${MAX_CLASSES.toLocaleString('en')} allowed; choose fewer of them`,
    )
  }
  const labels = new Map(classes.map((name, label) => [name, label]))
  const labelOf = (className: string) => labels.get(nameOf.get(className) as string) as number
  return { classes, notes, ...(await orderImages(reading.labelled, labelOf, walk)) }
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

/** The tree of the images among the files. What is no image, or has no place in a tree, is reported. */
async function treeOf<File extends { readonly path: string }>(
  files: readonly File[],
  problems: Problems,
  walk: Walk,
): Promise<Folder<File>> {
  const tree = new ImageTree<File>()
  let others = 0
  let firstOther = ''
  for (const file of files) {
    if (walk.isDue(1)) await walk.rest()
    const parts = splitPath(file.path)
    if (parts === null) {
      problems.add(file.path, null, 'has a path that leads out of its archive, so it is left out; pack it again')
      continue
    }
    if (isLeftover(parts)) continue
    const depth = parts.length - 1
    if (depth > MAX_FOLDER_DEPTH) {
      const words = `lies in ${countOf(depth, 'folder')}, more than the ${MAX_FOLDER_DEPTH} allowed`
      problems.add(file.path, null, `${words}, so it is left out; move it into fewer`)
      continue
    }
    if (isImageName(parts[depth] as string)) {
      tree.add(file, parts)
      continue
    }
    if (others === 0) firstOther = file.path
    others++
  }
  if (others > 0) {
    const more = others > 1 ? `, as ${others === 2 ? 'is 1' : `are ${others - 1}`} more` : ''
    const reason = `does not have an image's file name, so it is left out${more}; give an image its usual ending`
    problems.add(firstOther, null, reason, others)
  }
  return tree.root
}
