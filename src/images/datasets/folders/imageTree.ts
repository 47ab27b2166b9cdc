/** @file The tree of folders that contain images. */
import { isTransparent } from './splitNames'

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
}

/** The root of the tree. */
export function buildTree<File>(placed: readonly Placed<File>[]): Folder<File> {
  const root = createFolder<File>('', null)
  for (const image of placed) {
    let folder = root
    folder.total++
    for (const name of image.path.split('/').slice(0, -1)) {
      if (isTransparent(name)) continue
      let inner = folder.folders.get(name)
      if (inner === undefined) {
        inner = createFolder(name, folder)
        folder.folders.set(name, inner)
      }
      folder = inner
      folder.total++
    }
    folder.images.push(image)
  }
  return root
}

function createFolder<File>(name: string, parent: Folder<File> | null): Folder<File> {
  return { name, depth: parent === null ? 0 : parent.depth + 1, parent, images: [], folders: new Map(), total: 0 }
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
