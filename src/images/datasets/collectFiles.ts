/**
 * @file From what a person chose or dropped to files with their paths. Runs on
 * the page: neither a drop nor a file's webkitRelativePath comes through to a worker.
 */
import { MAX_FILES } from './limits'
import type { DataFile } from './types'

/** The files of an input, with the paths in the folder where a folder was chosen. */
export function collectChosen(files: Iterable<File>): DataFile[] {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, blob: file }))
}

/**
 * The files of a drop, folders walked through. Call it within the drop's event:
 * afterwards the drop is empty. Throws Error with one sentence where a folder
 * can not be read or holds too many files.
 */
export async function collectDropped(items: Iterable<DataTransferItem>): Promise<DataFile[]> {
  const given = Array.from(items).filter(({ kind }) => kind === 'file')
  const entries = given.map((item) => item.webkitGetAsEntry())
  // What lies in no file system, such as an image out of another page, has no entry.
  const alone = given.flatMap((item, i) => (entries[i] ? [] : (item.getAsFile() ?? [])))
  const waiting = entries.filter((entry) => entry !== null)
  const found = collectChosen(alone)
  // In the order in which they were dropped.
  for (const entry of waiting) {
    if (waiting.length > MAX_FILES) {
      throw new Error(`The folder holds more than the ${MAX_FILES} files taken; drop a smaller one.`)
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

/** A reader gives its folder in parts, and an empty one at the end. */
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
