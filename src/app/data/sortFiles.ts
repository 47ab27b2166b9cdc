/** @file Finds out from their content what kind of files a person gave, before anything is opened. */
import type { ModelReader } from '../../client/modelReader'
import { CHECKPOINT_FORMATS } from '../../engine/checkpoints/formats/registry'
import type { JobControl } from '../../engine/jobControl'
import { isLeftover, splitPath } from '../../images/datasets/classFolders'
import { DATA_SET_FORMATS } from '../../images/datasets/formats/registry'
import { MAX_HEAD_BYTES, MAX_HEADS } from '../../images/datasets/limits'
import { filterInSteps, Walk } from '../../images/datasets/pace'
import type { DataFile } from '../../images/datasets/types'
import { isImage } from '../../images/fileHeader'
import { type Foreign, foreignByEnding, recogniseForeign } from '../../images/foreign/recognise'
import { isImageName } from '../../images/imageNames'
import { nextTask } from '../../nextTask'
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

/** Long walks over files let the page's events in. */
const ON_THE_PAGE: JobControl = { checkpoint: nextTask }

/** How often each file is walked over, or less. */
const WALKS = 6

/** Throws one sentence if a file cannot be read. */
export async function sortFiles(
  all: readonly DataFile[],
  reader: Pick<ModelReader, 'isZippedModel'>,
  control: JobControl = ON_THE_PAGE,
): Promise<Given> {
  const walk = new Walk(control, WALKS * all.length)
  const files = await filterInSteps(all, ({ path }) => !isLeftover(splitPath(path) ?? [path]), walk)
  if (files.length === 0) return { sort: 'nothing' }
  const model = await findModelFiles(files, reader, CHECKPOINT_FORMATS, walk)
  const named = new Set(await filterInSteps(files, ({ path }) => isImageName(path), walk))
  const kindOf = await lookInto(filesBeside(files, model ?? []), named)
  const without = async (used: readonly DataFile[]): Promise<KnownFile[]> => {
    const others: KnownFile[] = []
    for (const file of filesBeside(files, used)) {
      others.push({ file, kind: kindOf(file) })
      if (walk.isDue(1)) await walk.rest()
    }
    return others
  }
  if (model !== null) return { sort: 'model', files: model, others: await without(model) }
  const are = (is: FileKind['is']) => filterInSteps(files, (file) => kindOf(file).is === is, walk)
  const images = await are('image')
  const folders = new Set<string>()
  for (const { path } of named) {
    folders.add(folderOf(path))
    if (walk.isDue(1)) await walk.rest()
  }
  const [folder = ''] = folders
  if (images.length > 0 && (folders.size > 1 || folder.includes('/'))) return { sort: 'set', files, others: [] }
  const sets = await are('set')
  const hasArchive = sets.map(kindOf).some((kind) => kind.is === 'set' && kind.isArchive)
  // Files beside CIFAR-10's batches may name their classes.
  const set = hasArchive ? sets : filesBeside(files, images)
  if (sets.length > 0) return { sort: 'set', files: set, others: await without(set) }
  if (images.length > 0) return { sort: 'images', files: images, others: await without(images) }
  return { sort: 'other', files: await without([]) }
}

/** All files but those, of which there may be a quarter of a million. */
function filesBeside(files: readonly DataFile[], those: readonly DataFile[]): readonly DataFile[] {
  const left = new Set(files)
  for (const file of those) left.delete(file)
  return [...left]
}

/**
 * The kind of each file: by its content, or beyond a limit on their number, by its name.
 *
 * @param named the files that are named as images
 */
async function lookInto(
  files: readonly DataFile[],
  named: ReadonlySet<DataFile>,
): Promise<(file: DataFile) => FileKind> {
  const isNamed = (file: DataFile) => named.has(file)
  const inQuestion = [...files.filter(isNamed), ...files.filter((file) => !isNamed(file))].slice(0, MAX_HEADS)
  const kinds = new Map<DataFile, FileKind>()
  for (const file of inQuestion) kinds.set(file, kindByContent(file, await headOf(file)))
  const hasImage = [...kinds.values()].some(({ is }) => is === 'image')
  const kindByName = (file: DataFile): FileKind =>
    hasImage && isNamed(file) ? IMAGE : { is: 'other', foreign: foreignByEnding(file.path) }
  return (file) => kinds.get(file) ?? kindByName(file)
}

const IMAGE: FileKind = { is: 'image' }

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
