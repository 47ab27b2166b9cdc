/**
 * @file Interprets a tree of folders with images. The rules are stated here; whatever they leave out is reported.
 */
import type { Walk } from '../pace'
import { isPartOf } from './candidates'
import { type ClassBase, findClassBase, toBase } from './classBase'
import { type Folder, inside, isWithin, type Placed } from './imageTree'
import { findSplitBase, type SplitBase } from './splitBase'
import type { SplitName } from './splitNames'

/** Images of a class in a split. */
export interface ClassImages<File> {
  /** Name of the class folder. */
  readonly className: string
  readonly split: SplitName | null
  readonly images: readonly Placed<File>[]
}

export interface TreeReading<File> {
  readonly labelled: readonly ClassImages<File>[]
  /** The folders whose images are among them. */
  readonly used: ReadonlySet<Folder<File>>
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
export async function readTree<File>(root: Folder<File>, walk: Walk): Promise<TreeReading<File> | null> {
  const splits = await findSplitBase(root, walk)
  const plain = await findClassBase(root, walk)
  if (splits !== null && (plain === null || !(await outweighs(plain, splits, walk)))) return readSplits(splits, walk)
  return plain === null ? null : readClasses(plain, walk)
}

/** Whether the folders with splits are the smaller part, next to or inside a data set without splits: a copy or another data set. */
async function outweighs<File>(plain: ClassBase<File>, splits: SplitBase<File>, walk: Walk): Promise<boolean> {
  if (isWithin(plain.base, splits.base)) return splits.keys.size < 2 && plain.keys.size > 1
  if (isPartOf(splits.keys, plain.keys)) return plain.base.depth < splits.base.depth
  const others: Folder<File>[] = []
  for (const folder of plain.classes) if ((await findSplitBase(folder, walk)) === null) others.push(folder)
  return toBase(plain.base, others).images > splits.images
}

async function readSplits<File>({ base, splits, keys }: SplitBase<File>, walk: Walk): Promise<TreeReading<File>> {
  const images = new ImagesOfClasses<File>(keys, walk)
  for (const { split, found } of splits) for (const folder of found.classes) await images.add(folder, split)
  return { base, keys, ...images.collected() }
}

async function readClasses<File>({ base, classes, keys }: ClassBase<File>, walk: Walk): Promise<TreeReading<File>> {
  const images = new ImagesOfClasses<File>(keys, walk)
  for (const folder of classes) await images.addWithSplits(folder)
  return { base, keys, ...images.collected() }
}

/** Collects the images of classes, without those of a copy of the data set inside a class folder. */
class ImagesOfClasses<File> {
  private readonly labelled: ClassImages<File>[] = []
  private readonly used = new Set<Folder<File>>()

  constructor(
    private readonly keys: ReadonlySet<string>,
    private readonly walk: Walk,
  ) {}

  collected(): Pick<TreeReading<File>, 'labelled' | 'used'> {
    return { labelled: this.labelled.filter(({ images }) => images.length > 0), used: this.used }
  }

  /** All of one split. */
  async add(folder: Folder<File>, split: SplitName | null): Promise<void> {
    await this.collect(folder, this.of(folder.name, split))
  }

  /** Folders in the class that are called like splits give those of their images. */
  async addWithSplits(folder: Folder<File>): Promise<void> {
    const own = this.of(folder.name, null)
    this.take(folder, own)
    for (const each of this.kept(folder)) {
      const { split } = each.says
      await this.collect(each, split === null ? own : this.of(folder.name, split))
    }
  }

  private of(className: string, split: SplitName | null): Placed<File>[] {
    const images: Placed<File>[] = []
    this.labelled.push({ className, split, images })
    return images
  }

  private async collect(folder: Folder<File>, into: Placed<File>[]): Promise<void> {
    this.take(folder, into)
    if (this.walk.isDue()) await this.walk.rest()
    for (const each of this.kept(folder)) await this.collect(each, into)
  }

  private take(folder: Folder<File>, into: Placed<File>[]): void {
    for (const image of folder.images) into.push(image)
    this.used.add(folder)
  }

  /** The folders inside that are no copies of classes. */
  private kept(folder: Folder<File>): readonly Folder<File>[] {
    const within = inside(folder)
    const isCopied = ({ says }: Folder<File>) => this.keys.has(says.key)
    const isCopy = within.filter(isCopied).length >= Math.min(2, this.keys.size)
    return isCopy ? within.filter((each) => !isCopied(each)) : within
  }
}
