/** @file Finds a model in what a person gave, alone, in a folder, or in a zip, and reads it. */
import { countOf } from '../../countOf'
import { fileNameOf, folderNameOf } from '../../engine/checkpoints/formats/fileNames'
import { CHECKPOINT_FORMATS } from '../../engine/checkpoints/formats/registry'
import type { Checkpoint, CheckpointFile, CheckpointFormat } from '../../engine/checkpoints/formats/types'
import { MAX_CHECKPOINT_HEADS, MAX_ZIPS_SEARCHED } from '../../engine/checkpoints/limits'
import { type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import type { DataFile } from '../../images/datasets/types'
import { checkpointFile, entriesOfZip, isZipFile } from './checkpointFiles'

/** Files that hold weights, and how they are read. */
interface Found {
  readonly format: CheckpointFormat
  readonly weights: readonly [CheckpointFile, ...CheckpointFile[]]
}

/**
 * Those of `files` that are meant as a model, so that they are opened as one and nothing else: a folder in which
 * weights lie, or a zip in which they do, or nothing but manifests. null where there are none. Of a zip the list of
 * files is read. Broken zips are not models: who else takes zips says why.
 */
export async function findModelFiles(
  files: readonly DataFile[],
  formats: readonly CheckpointFormat[] = CHECKPOINT_FORMATS,
): Promise<readonly DataFile[] | null> {
  const found = await findWeights(files.map(checkpointFile), formats).catch(() => null)
  if (found !== null) {
    const folders = new Set(found.weights.map(({ path }) => folderNameOf(path)))
    const [folder = ''] = folders
    return folders.size > 1 ? files : files.filter(({ path }) => path.startsWith(folder))
  }
  for (const file of files.length > MAX_ZIPS_SEARCHED ? [] : files) {
    if (await holdsModel(file, formats).catch(() => false)) return [file]
  }
  return files.length > 0 && files.every((file) => companionFormat([file], formats) !== undefined) ? files : null
}

/** Throws one sentence where they are not one model, JobCancelled when `control` says so, which is told of bytes. */
export async function readOwnModel(
  files: readonly DataFile[],
  control: JobControl = UNCONTROLLED,
  formats: readonly CheckpointFormat[] = CHECKPOINT_FORMATS,
): Promise<Checkpoint> {
  let all = files.map(checkpointFile)
  let found = await findWeights(all, formats)
  const [file] = files
  if (found === null && files.length === 1 && file !== undefined && (await isZipFile(file))) {
    all = await entriesOfZip(file)
    found = await findWeights(all, formats)
  }
  if (found === null) throw new Error(withoutWeights(all, formats))
  const { format, weights } = found
  const count = new Set(weights.map(({ path }) => path)).size
  if (count > 1) throw new Error(`There are ${countOf(count, 'model')} among the files; choose one of their folders.`)
  const folder = folderNameOf(weights[0].path)
  const beside = all.filter(({ path }) => folderNameOf(path) === folder)
  return format.read(weights[0], beside, control)
}

/** Of the first format that finds any. */
async function findWeights(
  files: readonly CheckpointFile[],
  formats: readonly CheckpointFormat[],
): Promise<Found | null> {
  for (const format of formats) {
    const named = files.filter(({ path }) => format.holdsWeights(fileNameOf(path)))
    const [first, ...others] = await likeWeights(named, format)
    if (first !== undefined) return { format, weights: [first, ...others] }
  }
  return null
}

async function likeWeights(
  named: readonly CheckpointFile[],
  { beginsLikeWeights }: CheckpointFormat,
): Promise<readonly CheckpointFile[]> {
  if (beginsLikeWeights === undefined) return named
  const found: CheckpointFile[] = []
  for (const file of named.slice(0, MAX_CHECKPOINT_HEADS)) if (beginsLikeWeights(await file.head())) found.push(file)
  return found
}

const holdsModel = async (file: DataFile, formats: readonly CheckpointFormat[]): Promise<boolean> =>
  (await isZipFile(file)) && (await findWeights(await entriesOfZip(file), formats)) !== null

const companionFormat = (files: readonly Pick<DataFile, 'path'>[], formats: readonly CheckpointFormat[]) =>
  formats.find(({ companion }) => files.some(({ path }) => fileNameOf(path) === companion?.name))

function withoutWeights(files: readonly Pick<DataFile, 'path'>[], formats: readonly CheckpointFormat[]): string {
  const { companion } = companionFormat(files, formats) ?? {}
  return (
    companion?.withoutWeights ??
    `There is no model among the files; choose ${formats.map(({ opens }) => opens).join(', or ')}.`
  )
}
