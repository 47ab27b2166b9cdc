/** @file Finds the folder that contains the folders of classes, whatever surrounds it. */
import type { Walk } from '../pace'
import { areAlike, type FolderReading, groupAlike, isPartOf, keysOf, largestReading, outermost } from './candidates'
import { type Folder, inside } from './imageTree'

export interface ClassBase<File> extends FolderReading<File> {
  readonly classes: readonly Folder<File>[]
}

/** A subfolder, and the folder in it that would contain the classes. */
interface Inner<File> {
  readonly folder: Folder<File>
  readonly found: ClassBase<File> | null
}

/**
 * The folder, `folder` itself or one inside it, that contains the folders of classes, or null.
 *
 * - A class folder contains images, directly or in subfolders. Images outside class folders do not count.
 * - Folders around the classes are searched; one that contains more class folders than lie next to it is the data set.
 * - Sibling folders with classes of the same names are copies or parts of one data set. One of them is used.
 * - Sibling folders with subfolders of different names are the classes, as in torchvision's ImageFolder.
 */
export async function findClassBase<File>(folder: Folder<File>, walk: Walk): Promise<ClassBase<File> | null> {
  // Most folders have none inside, and need not be remembered.
  if (folder.folders.size === 0) return null
  const known = found.get(folder) as ClassBase<File> | null | undefined
  if (known !== undefined) return known
  const base = await searchClassBase(folder, walk)
  found.set(folder, base)
  return base
}

/** Of splits within splits each is asked for what lies in it: a tree does not change once it is built. */
const found = new WeakMap<Folder<unknown>, ClassBase<unknown> | null>()

async function searchClassBase<File>(folder: Folder<File>, walk: Walk): Promise<ClassBase<File> | null> {
  const all: Inner<File>[] = []
  for (const each of folder.folders.values()) {
    all.push({ folder: each, found: each.folders.size === 0 ? null : await findClassBase(each, walk) })
    if (walk.isDue()) await walk.rest()
  }
  const own = namedClasses(all.filter(isClass).map((each) => each.folder))
  const deeper = all.filter((each) => !isClass(each))
  const groups = await groupAlike(
    deeper.flatMap(({ found }) => found ?? []),
    walk,
  )
  const best = largestReading(groups.flatMap((group) => outermost(group) ?? []))
  if (best !== null && holdsSet(best, groups, own, deeper.length)) return best
  const keys = keysOf(own)
  const isNoClass = ({ folder: each, found }: Inner<File>) =>
    isCopy(found, keys) || (own.length > 0 && each.says.isWithoutLabels && !isTrain(each))
  const classes = [...own, ...deeper.flatMap((each) => (isNoClass(each) ? [] : each.folder))]
  const [only, ...others] = classes
  if (only === undefined || (others.length === 0 && only.images.length === 0)) return null
  return toBase(folder, classes)
}

export const toBase = <File>(base: Folder<File>, classes: readonly Folder<File>[]): ClassBase<File> => ({
  base,
  classes,
  keys: keysOf(classes),
  images: classes.reduce((sum, { total }) => sum + total, 0),
})

/** Whether it is a class itself: it has no class folders, hardly any of its images are in them, or they are a copy's. */
function isClass<File>({ folder, found }: Inner<File>): boolean {
  if (found === null) return true
  const direct = folder.images.length
  const isNamed = found.keys.has(folder.says.key)
  if (isNamed && (direct > 0 || inside(folder).some((each) => each.says.isWithoutLabels && each.images.length > 0)))
    return true
  return found.images < direct || (found.images === direct && found.keys.size < 2)
}

const isCopy = (found: FolderReading<unknown> | null, keys: ReadonlySet<string>): boolean =>
  found !== null && areAlike(keys, found.keys)

/** Without splits that have no class folders. "train" is the only split name that is also a class. */
function namedClasses<File>(folders: readonly Folder<File>[]): Folder<File>[] {
  const isNamed = ({ says }: Folder<File>) => !says.isWithoutLabels
  return folders.some(isNamed) ? folders.filter((each) => isNamed(each) || isTrain(each)) : []
}

const isTrain = ({ name }: Folder<unknown>): boolean => /^train$/i.test(name)

/** Whether the data set is deeper, rather than in the sibling folders here. */
function holdsSet<File>(
  best: ClassBase<File>,
  groups: readonly (readonly ClassBase<File>[])[],
  own: readonly Folder<File>[],
  deeper: number,
): boolean {
  const { keys, images } = best
  if (own.length === 0) {
    const isRepeated = groups.some((group) => group.length > 1)
    const isAlone = groups.filter(([first]) => first !== undefined && first.keys.size > 1).length === 1
    return deeper === 1 || (keys.size > 1 && (isRepeated || isAlone))
  }
  if (keys.size < 2 || isPartOf(keys, keysOf(own))) return false
  const ownImages = own.reduce((sum, { total }) => sum + total, 0)
  return keys.size > own.length || (keys.size === own.length && images > ownImages)
}
