/** @file The tree of folders that contain images. */
import { countOf } from '../../../countOf'
import { Refusal } from '../../refusal'
import { classKey } from '../className'
import { MAX_FOLDERS } from '../limits'
import { isTransparent, isWithoutLabels, type SplitName, type SplitWord, splitCalled, splitWordOf } from './splitNames'

export interface Placed<File> {
  readonly file: File
  /** Folders and name, with a slash between each two: as a list of hundreds it would take many times the memory. */
  readonly path: string
}

export interface Folder<File> {
  readonly name: string
  /** Depth in the tree. */
  readonly depth: number
  readonly parent: Folder<File> | null
  /** Images directly in the folder. */
  readonly images: readonly Placed<File>[]
  readonly folders: ReadonlyMap<string, Folder<File>>
  /** The number of images in the folder and its subfolders. */
  readonly total: number
  /** What its name says, found out once: names are compared again and again. */
  readonly says: FolderName
}

/** A folder while the tree grows. */
interface GrowingFolder<File> extends Folder<File> {
  images: Placed<File>[]
  folders: Map<string, GrowingFolder<File>>
  total: number
}

/** One for all folders that have none: of tens of thousands of folders, most have only the one or only the other. */
const NO_FOLDERS = new Map<string, never>()
const NO_IMAGES: never[] = []

interface FolderName {
  /** The same for all spellings of a class. */
  readonly key: string
  /** The split that it is called. */
  readonly split: SplitName | null
  /** The split that is a word of it. */
  readonly word: SplitWord | null
  /** Whether images directly in it have no known label. */
  readonly isWithoutLabels: boolean
}

const toFolderName = (name: string): FolderName => ({
  key: classKey(name),
  split: splitCalled(name),
  word: splitWordOf(name),
  isWithoutLabels: isWithoutLabels(name),
})

/** A tree that grows by one image at a time. */
export class ImageTree<File extends { readonly path: string }> {
  private readonly top = createFolder<File>('', null)
  private count = 0

  get root(): Folder<File> {
    return this.top
  }

  /**
   * @param parts of its path: folders and name
   * @throws Refusal where it gets more folders than any data set has
   */
  add(file: File, parts: readonly string[]): void {
    let folder = this.top
    folder.total++
    for (let i = 0; i < parts.length - 1; i++) {
      const name = parts[i] as string
      if (isTransparent(name)) continue
      folder = folder.folders.get(name) ?? this.addFolder(name, folder)
      folder.total++
    }
    const path = parts.join('/')
    // Nearly all paths are written like that, and need not be there twice.
    const image = { file, path: path === file.path ? file.path : path }
    if (folder.images === NO_IMAGES) folder.images = [image]
    else folder.images.push(image)
  }

  private addFolder(name: string, parent: GrowingFolder<File>): GrowingFolder<File> {
    this.count++
    if (this.count > MAX_FOLDERS) {
      throw new Refusal(
        `has images in more than the ${countOf(MAX_FOLDERS, 'folder')} allowed; put the images of each class into one folder`,
      )
    }
    const folder = createFolder(name, parent)
    if (parent.folders === NO_FOLDERS) parent.folders = new Map()
    parent.folders.set(name, folder)
    return folder
  }
}

function createFolder<File>(name: string, parent: Folder<File> | null): GrowingFolder<File> {
  return {
    name,
    depth: parent === null ? 0 : parent.depth + 1,
    parent,
    images: NO_IMAGES,
    folders: NO_FOLDERS,
    total: 0,
    says: toFolderName(name),
  }
}

export const inside = <File>(folder: Folder<File>): Folder<File>[] => [...folder.folders.values()]

/** With slashes; empty for the root. */
export function pathOf<File>({ name, parent }: Folder<File>): string {
  const before = parent === null ? '' : pathOf(parent)
  return before === '' ? name : `${before}/${name}`
}

export function isWithin<File>(folder: Folder<File>, outer: Folder<File>): boolean {
  for (let at: Folder<File> | null = folder; at !== null; at = at.parent) if (at === outer) return true
  return false
}
