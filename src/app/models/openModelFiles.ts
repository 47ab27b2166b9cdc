/** @file Finds a model's two files in what a person gave: alone, in a folder, or in a zip. */
import { countOf } from '../../countOf'
import type { TrainedFiles } from '../../engine/training/types'
import type { DataFile } from '../../images/datasets/types'
import { type FileEntry, isZip, listEntries, unpack } from '../../images/datasets/zipEntries'
import { quoteName, Refusal } from '../../images/refusal'

const MANIFEST = 'manifest.json'
const WEIGHTS = 'weights.safetensors'
/** As the engine bounds them. */
const MOST_BYTES: Readonly<Record<string, number>> = { [MANIFEST]: 1024 * 1024, [WEIGHTS]: 512 * 1024 * 1024 }

/** A file that is read only where it is one of a model's. */
interface Found {
  readonly path: string
  readonly load: () => Promise<Blob>
}

/** Among so many files a zip of a model is looked for. */
const MOST_ZIPS = 8

/**
 * Those of `files` that are meant as a model, so that they are opened as one and nothing else: a folder in which
 * weights lie, or a zip in which they do, or nothing but a manifest. null where there are none. Of a zip the list of
 * files is read. Broken zips are not models: who else takes zips says why.
 */
export async function findModelFiles(files: readonly DataFile[]): Promise<readonly DataFile[] | null> {
  const folders = new Set(files.filter(({ path }) => nameOf(path) === WEIGHTS).map(({ path }) => folderOf(path)))
  const [folder] = folders
  if (folder !== undefined) return folders.size > 1 ? files : files.filter(({ path }) => path.startsWith(folder))
  for (const file of files.length > MOST_ZIPS ? [] : files) {
    const names = (await listFiles([file]).catch(() => [])).map(({ path }) => nameOf(path))
    if (names.includes(WEIGHTS)) return [file]
  }
  return files.length > 0 && files.every(({ path }) => nameOf(path) === MANIFEST) ? files : null
}

/** Throws one sentence where they are not one model. What is in them is checked when the model is loaded. */
export async function readOwnModel(files: readonly DataFile[]): Promise<{ readonly id: string } & TrainedFiles> {
  const found = await listFiles(files)
  const folders = new Set(found.filter(({ path }) => nameOf(path) === WEIGHTS).map(({ path }) => folderOf(path)))
  if (folders.size > 1)
    throw new Error(`There are ${countOf(folders.size, 'model')} among the files; choose one of their folders.`)
  const [folder] = folders
  if (folder === undefined) throw missing(WEIGHTS)
  const manifest = await (await load(found, folder, MANIFEST)).text()
  return { id: idOf(manifest), manifest, weights: await (await load(found, folder, WEIGHTS)).arrayBuffer() }
}

/** Those in a zip, where there is nothing else. */
async function listFiles(files: readonly DataFile[]): Promise<Found[]> {
  const [file] = files
  if (files.length === 1 && file !== undefined && isZip(await headOf(file))) {
    const entries = await listEntries(file.blob).catch(naming(file.path))
    return entries.map((entry) => ({ path: entry.filename, load: () => unpackBounded(entry) }))
  }
  return files.map(({ path, blob }) => ({
    path,
    load: async () => {
      checkSize(path, blob.size)
      return blob
    },
  }))
}

async function headOf({ path, blob }: DataFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(0, 4).arrayBuffer())
  } catch {
    throw new Error(`${quoteName(path)} could not be read, as it was moved or is a folder; choose it again`)
  }
}

const unpackBounded = (entry: FileEntry) => unpack(entry, (bytes) => checkSize(entry.filename, bytes))

function checkSize(path: string, bytes: number): void {
  const most = MOST_BYTES[nameOf(path)] ?? 0
  if (bytes > most)
    throw new Refusal(
      `has ${countOf(bytes, 'byte')} where a model's has at most ${most.toLocaleString('en')}; choose another`,
    )
}

async function load(found: readonly Found[], folder: string, name: string): Promise<Blob> {
  const file = found.find(({ path }) => folderOf(path) === folder && nameOf(path) === name)
  if (file === undefined) throw missing(name)
  return file.load().catch(naming(file.path))
}

/** Puts the file's name before what is wrong with it. */
const naming = (path: string) => (error: Error) => {
  throw error instanceof Refusal ? new Error(`${quoteName(path)} ${error.message}`) : error
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

const missing = (name: string): Error =>
  new Error(`There is no ${name} among the files; choose a model's folder, its zip, or both of its files.`)

function idOf(manifest: string): string {
  let id: unknown
  try {
    id = (JSON.parse(manifest) as { id?: unknown } | null)?.id
  } catch {
    throw new Error(`${MANIFEST} is not JSON; export the model again.`)
  }
  if (typeof id === 'string' && /^[a-z0-9][a-z0-9-]{0,79}$/.test(id)) return id
  throw new Error(`The field "id" of ${MANIFEST} is not the id of a model; export the model again.`)
}
