/** @file Finds the folder in which the folders of classes lie, whatever lies around it. */
import { classKey } from '../className'
import { areAlike, type FolderReading, groupAlike, isPartOf, keysOf, largestReading, outermost } from './candidates'
import { type Folder, inside } from './imageTree'
import { isWithoutLabels } from './splitNames'

export interface ClassBase<File> extends FolderReading<File> {
  readonly classes: readonly Folder<File>[]
}

/** A folder within another, and where the classes within it would lie. */
interface Inner<File> {
  readonly folder: Folder<File>
  readonly found: ClassBase<File> | null
}

/**
 * Where `folder` or a folder within it holds the folders of classes, or null where none does.
 *
 * - A class folder holds images itself, or in folders within it. Images outside of class folders count for nothing.
 * - Folders around the classes are looked through; one with more class folders than lie beside it is the set.
 * - Folders that lie beside each other and hold classes of the same names are copies or parts of one set. One is taken.
 * - Folders that lie beside each other and hold folders of different names are the classes, as torchvision's
 *   ImageFolder has it.
 */
export function findClassBase<File>(folder: Folder<File>): ClassBase<File> | null {
  const all = inside(folder).map((each): Inner<File> => ({ folder: each, found: findClassBase(each) }))
  const own = namedClasses(all.filter(isClass).map((each) => each.folder))
  const deeper = all.filter((each) => !isClass(each))
  const groups = groupAlike(deeper.flatMap(({ found }) => found ?? []))
  const best = largestReading(groups.flatMap((group) => outermost(group) ?? []))
  if (best !== null && holdsSet(best, groups, own, deeper.length)) return best
  const keys = keysOf(own)
  const isNoClass = ({ folder: each, found }: Inner<File>) =>
    isCopy(found, keys) || (own.length > 0 && isWithoutLabels(each.name) && !isTrain(each))
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

/** Whether it is a class by itself: no class folders lie in it, hardly any of its images lie in them, or they are a copy's. */
function isClass<File>({ folder, found }: Inner<File>): boolean {
  if (found === null) return true
  const direct = folder.images.length
  const isNamed = found.keys.has(classKey(folder.name))
  if (isNamed && (direct > 0 || inside(folder).some((each) => isWithoutLabels(each.name) && each.images.length > 0)))
    return true
  return found.images < direct || (found.images === direct && found.keys.size < 2)
}

const isCopy = (found: FolderReading<unknown> | null, keys: ReadonlySet<string>): boolean =>
  found !== null && areAlike(keys, found.keys)

/** Without splits that have no class folders. "train" is the one such name that is a class too. */
function namedClasses<File>(folders: readonly Folder<File>[]): Folder<File>[] {
  const classes = folders.filter(({ name }) => !isWithoutLabels(name))
  return classes.length === 0 ? [] : folders.filter((each) => classes.includes(each) || isTrain(each))
}

const isTrain = ({ name }: Folder<unknown>): boolean => /^train$/i.test(name)

/** Whether the set lies deeper, rather than in the folders beside each other here. */
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
