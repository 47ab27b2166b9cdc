/**
 * @file Interprets a tree of folders with images. The rules are stated here; whatever they leave out is reported.
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
  /** The folder that contains the folders of splits or, without splits, of classes. */
  readonly base: Folder<File>
  /** Keys of the names of the classes. */
  readonly keys: ReadonlySet<string>
}

/**
 * Decides which folders are splits and classes. Unused files and folders do not change the meaning of the others. null
 * if there are no class folders.
 *
 * 1. Hidden files, files left by an operating system, files without an image's name, and folders without images are
 *    ignored. A folder called "images" stands for its parent.
 * 2. A folder named like a split (train, val, test, "training_set", "seg_test", in any case) is a split if it contains
 *    class folders. If there is one, the data set is its parent, with all of its splits. Anything next to the splits is
 *    left out, as are splits without class folders and splits that share no class with the others.
 * 3. Otherwise the data set is the folder with the most class folders (`findClassBase`), and a folder inside a class
 *    that is named like a split gives the split of its images.
 * 4. Of copies of a data set, which have folders of the same names, the one nearest to the top is used.
 * 5. The folders directly in the data set, or in each split, are the classes. Images deeper in a class folder belong to
 *    that class, except for a copy of the data set inside it.
 */
export function readTree<File>(root: Folder<File>): TreeReading<File> | null {
  const splits = findSplitBase(root)
  const plain = findClassBase(root)
  if (splits !== null && (plain === null || !outweighs(plain, splits))) return readSplits(splits)
  return plain === null ? null : readClasses(plain)
}

/** Whether the folders with splits are the smaller part, next to or inside a data set without splits: a copy or another data set. */
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

/** All images of a class, without those of a copy of the data set inside its folder. */
function imagesOf<File>(folder: Folder<File>, keys: ReadonlySet<string>): Placed<File>[] {
  const within = inside(folder)
  const isCopied = ({ name }: Folder<File>) => keys.has(classKey(name))
  const isCopy = within.filter(isCopied).length >= Math.min(2, keys.size)
  return [
    ...folder.images,
    ...within.filter((each) => !(isCopy && isCopied(each))).flatMap((each) => imagesOf(each, keys)),
  ]
}
