/** @file Finds a model in what a person gave, alone, in a folder, or in a zip, and reads it. */

import { countOf } from '../../countOf'
import { readModelConfig } from '../../engine/checkpoints/configs/modelConfig'
import { withConfig } from '../../engine/checkpoints/configs/withConfig'
import { fileNameOf, folderNameOf } from '../../engine/checkpoints/formats/fileNames'
import { CHECKPOINT_FORMATS } from '../../engine/checkpoints/formats/registry'
import type { CheckpointFile, CheckpointFormat, OpenedCheckpoint } from '../../engine/checkpoints/formats/types'
import type { FoundModel } from '../../engine/checkpoints/found/types'
import { MAX_CHECKPOINT_HEADS, MAX_MODEL_ZIP_FILES } from '../../engine/checkpoints/limits'
import { type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import { filterInSteps, Walk } from '../../images/datasets/pace'
import type { DataFile } from '../../images/datasets/types'
import { quoteName, seen } from '../../quote'
import { checkpointFile, isZipFile } from './checkpointFiles'

/** Files that hold weights, and how they are read. */
interface FoundWeights {
  readonly format: CheckpointFormat
  readonly weights: readonly [CheckpointFile, ...CheckpointFile[]]
}

/** Throws one sentence where they are not one model, JobCancelled when `control` says so, which is told of bytes. */
export async function readModel(
  files: readonly DataFile[],
  control: JobControl = UNCONTROLLED,
  formats: readonly CheckpointFormat[] = CHECKPOINT_FORMATS,
): Promise<OpenedCheckpoint> {
  let all: readonly CheckpointFile[] = files.map(checkpointFile)
  let found = await findWeights(all, formats)
  const [file] = files
  if (found === null && files.length === 1 && file !== undefined && (await isZipFile(file))) {
    all = await checkpointFile(file).entries(MAX_MODEL_ZIP_FILES, control)
    found = await findWeights(all, formats)
  }
  if (found === null) throw new Error(withoutWeights(all, formats))
  const { format, weights } = found
  const count = new Set(weights.map(({ path }) => path)).size
  if (count > 1) throw new Error(`There are ${countOf(count, 'model')} among the files; choose one of them.`)
  const folder = folderNameOf(weights[0].path)
  const beside = all.filter(({ path }) => folderNameOf(path) === folder)
  const opened = await format.read(weights[0], beside, control)
  if (opened.kind === 'found') checkClasses(opened.found)
  if (opened.kind === 'whole') return opened
  const { file: name, name: proposed } = opened.found
  const named = { ...opened.found, file: seen(name), name: seen(proposed) }
  const config = await readModelConfig(beside, control)
  return { ...opened, found: config === null ? named : await withConfig(named, config) }
}

/** Losses and verdicts here compare classes. */
const MIN_CLASSES = 2

function checkClasses({ file, sets }: FoundModel): void {
  const known = sets.flatMap(({ recognised }) => (recognised === null ? [] : [recognised.classes]))
  if (known.length === 0 || known.some((classes) => classes >= MIN_CLASSES)) return
  throw new Error(
    `The model in ${quoteName(file)} has ${countOf(known[0] as number, 'output')}, where a classifier has one for each of at least ${countOf(MIN_CLASSES, 'class')}; choose a model that gives a logit for each class.`,
  )
}

/** Whether a file is a zip in which a model lies. Of a zip the list of files is read. */
export async function isZippedModel(
  file: DataFile,
  control: JobControl = UNCONTROLLED,
  formats: readonly CheckpointFormat[] = CHECKPOINT_FORMATS,
): Promise<boolean> {
  if (!(await isZipFile(file))) return false
  return (await findWeights(await checkpointFile(file).entries(MAX_MODEL_ZIP_FILES, control), formats)) !== null
}

/** Of the first format that finds any. */
export async function findWeights(
  files: readonly CheckpointFile[],
  formats: readonly CheckpointFormat[],
  walk: Walk = new Walk(UNCONTROLLED, files.length),
): Promise<FoundWeights | null> {
  const paths = new Set(files.map(({ path }) => path))
  for (const format of formats) {
    const isNamed = ({ path }: CheckpointFile) =>
      format.holdsWeights(fileNameOf(path)) && hasCompanion(path, paths, format)
    const named = await filterInSteps(files, isNamed, walk)
    const [first, ...others] = await likeWeights(named, format)
    if (first !== undefined) return { format, weights: [first, ...others] }
  }
  return null
}

/** Whether what a format's weights need beside them lies there: without it they may be weights of another format. */
const hasCompanion = (path: string, paths: ReadonlySet<string>, { companion }: CheckpointFormat): boolean =>
  companion === undefined || paths.has(folderNameOf(path) + companion.name)

async function likeWeights(
  named: readonly CheckpointFile[],
  { beginsLikeWeights }: CheckpointFormat,
): Promise<readonly CheckpointFile[]> {
  if (beginsLikeWeights === undefined) return named
  const found: CheckpointFile[] = []
  for (const file of named.slice(0, MAX_CHECKPOINT_HEADS)) if (beginsLikeWeights(await file.head())) found.push(file)
  return found
}

export const companionFormat = (files: readonly Pick<DataFile, 'path'>[], formats: readonly CheckpointFormat[]) =>
  formats.find(({ companion }) => files.some(({ path }) => fileNameOf(path) === companion?.name))

function withoutWeights(files: readonly Pick<DataFile, 'path'>[], formats: readonly CheckpointFormat[]): string {
  const { companion } = companionFormat(files, formats) ?? {}
  return (
    companion?.withoutWeights ??
    `There is no model among the files; choose ${formats.map(({ opens }) => opens).join(', or ')}.`
  )
}
