/**
 * @file Collects the files that a person chose or dropped, with their paths. Runs
 * on the page, because neither a drop nor a file's webkitRelativePath reaches a worker.
 */
import { MAX_FILES } from './limits'
import type { DataFile } from './types'

/** The files of an input, with their paths if a folder was chosen. */
export function collectChosen(files: Iterable<File>): DataFile[] {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, blob: file }))
}

/**
 * The files of a drop, including those in folders. Call it during the drop event;
 * afterwards the drop is empty. Throws Error with one sentence if a folder
 * cannot be read or has too many files.
 */
export async function collectDropped(items: Iterable<DataTransferItem>): Promise<DataFile[]> {
  const given = Array.from(items).filter(({ kind }) => kind === 'file')
  const entries = given.map((item) => item.webkitGetAsEntry())
  // Items outside a file system, such as an image from another page, have no entry.
  const alone = given.flatMap((item, i) => (entries[i] ? [] : (item.getAsFile() ?? [])))
  const waiting = entries.filter((entry) => entry !== null)
  const found = collectChosen(alone)
  // In the order of the drop.
  for (const entry of waiting) {
    if (waiting.length > MAX_FILES) {
      throw new Error(`The folder has more than the ${MAX_FILES} files allowed; drop a smaller one.`)
    }
    if (entry.isFile) {
      found.push({ path: entry.fullPath.replace(/^\//, ''), blob: await readFile(entry as FileSystemFileEntry) })
    } else {
      for (const inner of await readFolder(entry as FileSystemDirectoryEntry)) waiting.push(inner)
    }
  }
  return found
}

function readFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, () => reject(unreadable(entry))))
}

/** A reader returns its folder in parts, the last of them empty. */
async function readFolder(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, () => reject(unreadable(entry))),
    )
    if (part.length === 0) return all
    for (const entry of part) all.push(entry)
    if (all.length > MAX_FILES) return all
  }
}

function unreadable({ fullPath }: FileSystemEntry): Error {
  return new Error(`"${fullPath.replace(/^\//, '')}" could not be read; check that it may be read and drop it again.`)
}
