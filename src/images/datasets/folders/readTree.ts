/**
 * @file What a tree of folders with images means. All of the rule stands here; what it does not use is told.
 */
import { classKey } from '../className'
import { isPartOf } from './candidates'
import { type ClassBase, findClassBase, toBase } from './classBase'
import { type Folder, inside, isWithin, type Placed } from './imageTree'
import { findSplitBase, type SplitBase } from './splitBase'
import { type SplitName, splitCalled } from './splitNames'

export interface LabelledPlace<File> extends Placed<File> {
  /** Name of the class folder. */
  readonly className: string
  readonly split: SplitName | null
}

export interface TreeReading<File> {
  readonly images: readonly LabelledPlace<File>[]
  /** The folder that holds the folders of splits, or else those of classes. */
  readonly base: Folder<File>
  /** Keys of the names of the classes. */
  readonly keys: ReadonlySet<string>
}

/**
 * Decides which folders are splits and classes, so that a file or folder that is not used leaves the meaning of the
 * others as it is. null where there are no class folders.
 *
 * 1. What is hidden, left by a system or no image by its name is no part of the tree, and neither are folders
 *    without images. A folder called "images" stands for the folder that it lies in.
 * 2. A folder named as a split (train, val, test, "training_set", "seg_test", in any case) is one where class folders
 *    lie in it. Where there is one, the set is the folder that holds it, with its splits; all that lies beside the
 *    splits is left out, and so are splits that hold no class folders, or none of the names that the others hold.
 * 3. Otherwise the set is the folder that holds most class folders (`findClassBase`), and a folder in a class that is
 *    named as a split says the split of its images.
 * 4. Of copies of a set, which hold folders of the same names, the one nearest to the top is taken.
 * 5. The folders right in the set, or in each split, are the classes. Images deeper in a class folder are of that
 *    class, but for a copy of the set that lies there.
 */
export function readTree<File>(root: Folder<File>): TreeReading<File> | null {
  const splits = findSplitBase(root)
  const plain = findClassBase(root)
  if (splits !== null && (plain === null || !outweighs(plain, splits))) return readSplits(splits)
  return plain === null ? null : readClasses(plain)
}

/** Whether folders with splits in them are the lesser part, beside or within a set without: a copy of it, or another set. */
function outweighs<File>(plain: ClassBase<File>, splits: SplitBase<File>): boolean {
  if (isWithin(plain.base, splits.base)) return splits.keys.size < 2 && plain.keys.size > 1
  if (isPartOf(splits.keys, plain.keys)) return plain.base.depth < splits.base.depth
  const others = plain.classes.filter((folder) => findSplitBase(folder) === null)
  return toBase(plain.base, others).images > splits.images
}

function readSplits<File>({ base, splits, keys }: SplitBase<File>): TreeReading<File> {
  const images = splits.flatMap(({ split, found }) =>
    found.classes.flatMap((folder) =>
      imagesOf(folder, keys).map((image) => ({ ...image, className: folder.name, split })),
    ),
  )
  return { base, keys, images }
}

function readClasses<File>({ base, classes, keys }: ClassBase<File>): TreeReading<File> {
  const images = classes.flatMap((folder) => {
    const ofSplits = inside(folder).flatMap((inner) => {
      const split = splitCalled(inner.name)
      return split === null ? [] : [{ split, found: new Set(imagesOf(inner, keys)) }]
    })
    return imagesOf(folder, keys).map((image) => ({
      ...image,
      className: folder.name,
      split: ofSplits.find(({ found }) => found.has(image))?.split ?? null,
    }))
  })
  return { base, keys, images }
}

/** All images of a class, without those of a copy of the set that lies in its folder. */
function imagesOf<File>(folder: Folder<File>, keys: ReadonlySet<string>): Placed<File>[] {
  const within = inside(folder)
  const isCopied = ({ name }: Folder<File>) => keys.has(classKey(name))
  const isCopy = within.filter(isCopied).length >= Math.min(2, keys.size)
  return [
    ...folder.images,
    ...within.filter((each) => !(isCopy && isCopied(each))).flatMap((each) => imagesOf(each, keys)),
  ]
}
