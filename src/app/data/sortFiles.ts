/** @file Finds out from their content what kind of files a person gave, before anything is opened. */
import type { ModelReader } from '../../client/modelReader'
import { isLeftover, splitPath } from '../../images/datasets/classFolders'
import { DATA_SET_FORMATS } from '../../images/datasets/formats/registry'
import { MAX_HEAD_BYTES, MAX_HEADS } from '../../images/datasets/limits'
import type { DataFile } from '../../images/datasets/types'
import { isImage } from '../../images/fileHeader'
import { type Foreign, foreignByEnding, recogniseForeign } from '../../images/foreign/recognise'
import { isImageName } from '../../images/imageNames'
import { findModelFiles } from '../models/openModelFiles'

/** A file, and what it is. */
export interface KnownFile {
  readonly file: DataFile
  readonly kind: FileKind
}

/** An image, a possible set of images, or the name of another format, null if it is unknown. */
export type FileKind =
  | { readonly is: 'image' }
  | { readonly is: 'set'; readonly isArchive?: boolean }
  | { readonly is: 'other'; readonly foreign: (Pick<Foreign, 'name'> & Partial<Foreign>) | null }

interface Sorted<Sort> {
  readonly sort: Sort
  readonly files: readonly DataFile[]
  /** Other files beside it. */
  readonly others: readonly KnownFile[]
}

export type Given =
  | { readonly sort: 'nothing' }
  | Sorted<'model'>
  /** Images in no folder, or all in one. */
  | Sorted<'images'>
  /** Archives, CIFAR-10's batches, or folders of images; only opening shows whether they can be read. */
  | Sorted<'set'>
  | { readonly sort: 'other'; readonly files: readonly KnownFile[] }

/** Throws one sentence if a file cannot be read. */
export async function sortFiles(all: readonly DataFile[], reader: Pick<ModelReader, 'isZippedModel'>): Promise<Given> {
  const files = all.filter(({ path }) => !isLeftover(splitPath(path) ?? [path]))
  if (files.length === 0) return { sort: 'nothing' }
  const model = await findModelFiles(files, reader)
  const kindOf = await lookInto(filesBeside(files, model ?? []))
  const without = (used: readonly DataFile[]): KnownFile[] =>
    filesBeside(files, used).map((file) => ({ file, kind: kindOf(file) }))
  if (model !== null) return { sort: 'model', files: model, others: without(model) }
  const are = (is: FileKind['is']) => files.filter((file) => kindOf(file).is === is)
  const images = are('image')
  const folders = new Set(files.filter(({ path }) => isImageName(path)).map(({ path }) => folderOf(path)))
  const [folder = ''] = folders
  if (images.length > 0 && (folders.size > 1 || folder.includes('/'))) return { sort: 'set', files, others: [] }
  const sets = are('set')
  const hasArchive = sets.map(kindOf).some((kind) => kind.is === 'set' && kind.isArchive)
  // Files beside CIFAR-10's batches may name their classes.
  const set = hasArchive ? sets : filesBeside(files, images)
  if (sets.length > 0) return { sort: 'set', files: set, others: without(set) }
  if (images.length > 0) return { sort: 'images', files: images, others: without(images) }
  return { sort: 'other', files: without([]) }
}

/** All files but those, of which there may be a quarter of a million. */
function filesBeside(files: readonly DataFile[], those: readonly DataFile[]): readonly DataFile[] {
  const left = new Set(files)
  for (const file of those) left.delete(file)
  return [...left]
}

/** The kind of each file: by its content, or beyond a limit on their number, by its name. */
async function lookInto(files: readonly DataFile[]): Promise<(file: DataFile) => FileKind> {
  const isNamed = ({ path }: DataFile) => isImageName(path)
  const inQuestion = [...files.filter(isNamed), ...files.filter((file) => !isNamed(file))].slice(0, MAX_HEADS)
  const kinds = new Map<DataFile, FileKind>()
  for (const file of inQuestion) kinds.set(file, kindByContent(file, await headOf(file)))
  const hasImage = [...kinds.values()].some(({ is }) => is === 'image')
  const kindByName = ({ path }: DataFile): FileKind =>
    hasImage && isImageName(path) ? { is: 'image' } : { is: 'other', foreign: foreignByEnding(path) }
  return (file) => kinds.get(file) ?? kindByName(file)
}

async function headOf({ path, blob }: DataFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(0, MAX_HEAD_BYTES).arrayBuffer())
  } catch {
    throw new Error(`“${path}” could not be read, as it was moved or changed; choose it again.`)
  }
}

function kindByContent(file: DataFile, head: Uint8Array): FileKind {
  if (head.length === 0) return { is: 'other', foreign: { name: 'an empty file' } }
  if (isImage(head)) return { is: 'image' }
  const foreign = recogniseForeign(head, file.path)
  const format = DATA_SET_FORMATS.find(({ mayBe }) => mayBe(head, file))
  const { isArchive = false } = format ?? {}
  // PyTorch's checkpoints are zips too.
  const isSet = isArchive ? foreign?.use === 'archive' : format !== undefined
  return isSet ? { is: 'set', isArchive } : { is: 'other', foreign }
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
