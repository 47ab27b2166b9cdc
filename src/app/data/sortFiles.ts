/** @file Finds out what a person gave, by what the files hold, before anything is opened. */
import { isImageName, isLeftover, splitPath } from '../../images/datasets/classFolders'
import { DATA_SET_FORMATS } from '../../images/datasets/formats/registry'
import { MAX_HEAD_BYTES, MAX_HEADS } from '../../images/datasets/limits'
import type { DataFile } from '../../images/datasets/types'
import { isImage } from '../../images/fileHeader'
import { recogniseForeign } from '../../images/foreign/recognise'
import type { ForeignUse } from '../../images/foreign/types'
import { findModelFiles } from '../models/openModelFiles'
import { kindByName } from './fileKinds'

export type Given =
  | { readonly sort: 'nothing' }
  /** `others` lie beside the model, and are no part of it. */
  | { readonly sort: 'model'; readonly files: readonly DataFile[]; readonly others: readonly DataFile[] }
  /** Images that lie in no folder, or all in one; `others` are none. */
  | { readonly sort: 'images'; readonly files: readonly DataFile[]; readonly others: readonly DataFile[] }
  /**
   * An archive, CIFAR-10's batches, or folders with images in them: whether it is a set is known once it is opened.
   * `others` are loose images beside an archive.
   */
  | { readonly sort: 'set'; readonly files: readonly DataFile[]; readonly others: readonly DataFile[] }
  /** `kind` is that of the first. */
  | { readonly sort: 'other'; readonly files: readonly DataFile[]; readonly kind: RefusedKind }

/** What a file is that is not opened. */
export interface RefusedKind {
  /** With its article, or null where it is nothing known. */
  readonly name: string | null
  readonly use: ForeignUse | null
}

/** Throws one sentence where a file can not be read. */
export async function sortFiles(all: readonly DataFile[]): Promise<Given> {
  const files = all.filter(({ path }) => !isLeftover(splitPath(path) ?? [path]))
  const [first] = files
  if (first === undefined) return { sort: 'nothing' }
  const model = await findModelFiles(files)
  if (model !== null) return { sort: 'model', files: model, others: files.filter((file) => !model.includes(file)) }
  const heads = new Map<DataFile, Uint8Array>()
  for (const file of inQuestion(files)) heads.set(file, await headOf(file))
  const has = (test: (head: Uint8Array, file: DataFile) => boolean) =>
    [...heads].flatMap(([file, head]) => (test(head, file) ? [file] : []))
  const images = has(isImage)
  const folders = new Set(files.filter(({ path }) => isImageName(path)).map(({ path }) => folderOf(path)))
  const [folder = ''] = folders
  if (images.length > 0 && (folders.size > 1 || folder.includes('/'))) return { sort: 'set', files, others: [] }
  const sets = has(isSetFile)
  if (sets.length > 0) return { sort: 'set', files: files.filter((file) => !images.includes(file)), others: images }
  if (images.length > 0) {
    // Those that were not looked into are taken at their names.
    const named = files.filter((file) => images.includes(file) || (!heads.has(file) && isImageName(file.path)))
    return { sort: 'images', files: named, others: files.filter((file) => !named.includes(file)) }
  }
  return { sort: 'other', files, kind: kindOf(heads.get(first), first.path) }
}

/** Files that may be images by their names come first. */
const inQuestion = (files: readonly DataFile[]): DataFile[] =>
  [...files.filter(({ path }) => isImageName(path)), ...files.filter(({ path }) => !isImageName(path))].slice(
    0,
    MAX_HEADS,
  )

async function headOf({ path, blob }: DataFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(0, MAX_HEAD_BYTES).arrayBuffer())
  } catch {
    throw new Error(`“${path}” could not be read, as it was moved or changed; choose it again.`)
  }
}

/** Whether a file may be a set of images by itself. A checkpoint of PyTorch, too, is a zip. */
function isSetFile(head: Uint8Array, file: DataFile): boolean {
  const format = DATA_SET_FORMATS.find(({ mayBe }) => mayBe(head, file))
  if (format?.isArchive) return recogniseForeign(head)?.use === 'archive' && kindByName(file.path) === null
  return format !== undefined
}

/** Of archives and files of data, which may hold anything, the ending of the name says more. */
function kindOf(head: Uint8Array | undefined, path: string): RefusedKind {
  if (head?.length === 0) return { name: 'an empty file', use: null }
  const foreign = head === undefined ? null : recogniseForeign(head)
  if (foreign !== null && foreign.use !== 'archive' && foreign.use !== 'data') return foreign
  return { name: kindByName(path) ?? foreign?.name ?? null, use: foreign?.use ?? null }
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
