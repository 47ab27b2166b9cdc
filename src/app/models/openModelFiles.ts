/** @file Finds which of the files that a person gave are a model. */
import type { ModelReader } from '../../client/modelReader'
import { fileNameOf, folderNameOf } from '../../engine/checkpoints/formats/fileNames'
import { CHECKPOINT_FORMATS } from '../../engine/checkpoints/formats/registry'
import type { CheckpointFormat } from '../../engine/checkpoints/formats/types'
import { MAX_ZIPS_SEARCHED } from '../../engine/checkpoints/limits'
import { UNCONTROLLED } from '../../engine/jobControl'
import { filterInSteps, Walk } from '../../images/datasets/pace'
import type { DataFile } from '../../images/datasets/types'
import { isImageName } from '../../images/imageNames'
import { checkpointFile, isZipFile } from '../../worker/models/checkpointFiles'
import { companionFormat, findWeights } from '../../worker/models/readModel'

/** Images in several folders, which may have weights beside them that were trained on them. */
async function isSetOfImages(files: readonly DataFile[], walk: Walk): Promise<boolean> {
  let folder: string | null = null
  for (const { path } of files) {
    if (walk.isDue(1)) await walk.rest()
    if (!isImageName(path)) continue
    if (folder !== null && folder !== folderNameOf(path)) return true
    folder = folderNameOf(path)
  }
  return false
}

/** Whether a file may be a model's, by its name, as nearly none of a quarter of a million images is. */
const isInQuestion = (name: string, formats: readonly CheckpointFormat[]): boolean =>
  formats.some(({ holdsWeights, companion }) => holdsWeights(name) || companion?.name === name)

/**
 * Those of `files` that are a model, to be opened as one and nothing else: a folder or a zip with weights, or manifests
 * alone. null if there are none. Only the list of files in a zip is read. Broken zips are not models; other readers of
 * zips say why.
 */
export async function findModelFiles(
  files: readonly DataFile[],
  reader: Pick<ModelReader, 'isZippedModel'>,
  formats: readonly CheckpointFormat[] = CHECKPOINT_FORMATS,
  walk = new Walk(UNCONTROLLED, files.length),
): Promise<readonly DataFile[] | null> {
  const inQuestion = await filterInSteps(files, ({ path }) => isInQuestion(fileNameOf(path), formats), walk)
  const found = await findWeights(inQuestion.map(checkpointFile), formats, walk).catch(() => null)
  if (found !== null && !(found.format.companion === undefined && (await isSetOfImages(files, walk)))) {
    const folders = new Set(found.weights.map(({ path }) => folderNameOf(path)))
    const [folder = ''] = folders
    return folders.size > 1 ? files : files.filter(({ path }) => path.startsWith(folder))
  }
  for (const file of files.length > MAX_ZIPS_SEARCHED ? [] : files) {
    const isZip = await isZipFile(file).catch(() => false)
    if (isZip && (await reader.isZippedModel(file).result.catch(() => false))) return [file]
  }
  for (const file of files) {
    if (companionFormat([file], formats) === undefined) return null
    if (walk.isDue(1)) await walk.rest()
  }
  return files.length > 0 ? files : null
}
