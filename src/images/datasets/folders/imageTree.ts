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
  readonly images: Placed<File>[]
  readonly folders: Map<string, Folder<File>>
  /** The number of images in the folder and its subfolders. */
  total: number
  /** What its name says, found out once: names are compared again and again. */
  readonly says: FolderName
}

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
  readonly root = createFolder<File>('', null)
  private count = 0

  /**
   * @param parts of its path: folders and name
   * @throws Refusal where it gets more folders than any data set has
   */
  add(file: File, parts: readonly string[]): void {
    let folder = this.root
    folder.total++
    for (let i = 0; i < parts.length - 1; i++) {
      const name = parts[i] as string
      if (isTransparent(name)) continue
      folder = folder.folders.get(name) ?? this.addFolder(name, folder)
      folder.total++
    }
    const path = parts.join('/')
    // Nearly all paths are written like that, and need not be there twice.
    folder.images.push({ file, path: path === file.path ? file.path : path })
  }

  private addFolder(name: string, parent: Folder<File>): Folder<File> {
    this.count++
    if (this.count > MAX_FOLDERS) {
      throw new Refusal(
        `has images in more than the ${countOf(MAX_FOLDERS, 'folder')} allowed; put the images of each class into one folder`,
      )
    }
    const folder = createFolder(name, parent)
    parent.folders.set(name, folder)
    return folder
  }
}

function createFolder<File>(name: string, parent: Folder<File> | null): Folder<File> {
  return {
    name,
    depth: parent === null ? 0 : parent.depth + 1,
    parent,
    images: [],
    folders: new Map(),
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
