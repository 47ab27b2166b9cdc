/** @file Opens a data set from the files that a person chose. Runs in the worker; nothing leaves it. */

import { countOf } from '../../countOf'
import { type JobControl, UNCONTROLLED } from '../../engine/jobControl'
import { quoteName } from '../../quote'
import { decodeImage } from '../decodeImage'
import { recogniseForeign } from '../foreign/recognise'
import { Refusal, sentenceOn } from '../refusal'
import { isLeftover, splitPath } from './classFolders'
import { DATA_SET_FORMATS } from './formats/registry'
import type { DataSetFormat, ProbedFile } from './formats/types'
import type { Decode } from './imageSet'
import { MAX_FILES, MAX_FILES_BESIDE_ARCHIVE, MAX_HEAD_BYTES } from './limits'
import { Walk } from './pace'
import { Problems } from './problems'
import type { DataFile, DataSet } from './types'

interface Options {
  /** Progress is in bytes of the files. */
  readonly control?: JobControl
  /** Replaces the browser's in tests in Node. */
  readonly decode?: Decode
}

/**
 * Opens a data set: CIFAR-10's binary archive or its batches, or a zip or folder
 * of images with one folder per class. Throws Error with one sentence that names
 * what was chosen, or JobCancelled if `control` is cancelled.
 */
export async function openDataSet(files: readonly DataFile[], options: Options = {}): Promise<DataSet> {
  const { control = UNCONTROLLED, decode = decodeImage } = options
  const walk = new Walk(control, 2 * files.length)
  const name = await nameTogether(files, walk)
  try {
    const probed: Probed[] = []
    for (const file of files) {
      if (!isLeftover(splitPath(file.path) ?? [file.path])) probed.push(new Probed(file))
      if (walk.isDue(1)) await walk.rest()
    }
    if (probed.length === 0)
      throw new Refusal('has no file; choose cifar-10-binary.tar.gz, a zip or a folder of images')
    if (probed.length > MAX_FILES) {
      throw new Refusal(
        `has ${countOf(probed.length, 'file')}, more than the ${MAX_FILES.toLocaleString('en')} allowed; choose fewer of them`,
      )
    }
    const problems = new Problems()
    const format = await formatOf(probed, control)
    if (format !== null) return await format.open(probed, { name, problems, control, decode })
    const archive = await onlyArchive(probed, control)
    if (archive === null) throw new Refusal(await explainUnknown(probed))
    for (const { path } of probed.filter((file) => file !== archive.file)) {
      problems.add(path, null, 'is next to the archive, so it is left out; open it alone to use it')
    }
    return await archive.format.open([archive.file], { name, problems, control, decode })
  } catch (error) {
    throw sentenceOn(quoteName(name), error)
  }
}

async function formatOf(files: readonly ProbedFile[], control: JobControl): Promise<DataSetFormat | null> {
  for (const format of DATA_SET_FORMATS) if (await format.recognise(files, control)) return format
  return null
}

/** The only file among several that is a data set itself, such as a zip next to a readme, or null. */
async function onlyArchive(
  files: readonly ProbedFile[],
  control: JobControl,
): Promise<{ file: ProbedFile; format: DataSetFormat } | null> {
  if (files.length > MAX_FILES_BESIDE_ARCHIVE) return null
  const found: { file: ProbedFile; format: DataSetFormat }[] = []
  for (const file of files) {
    const format = await formatOf([file], control)
    if (format !== null) found.push({ file, format })
  }
  const [only, another] = found
  if (another !== undefined) {
    throw new Refusal(`has ${countOf(found.length, 'archive')} or data sets; choose one of them`)
  }
  return only ?? null
}

/** One small object, as there may be a quarter of a million. */
class Probed implements ProbedFile {
  readonly path: string
  readonly blob: Blob
  private read: Promise<Uint8Array> | null = null

  constructor({ path, blob }: DataFile) {
    this.path = path
    this.blob = blob
  }

  head(): Promise<Uint8Array> {
    this.read ??= readHead(this.blob)
    return this.read
  }
}

async function readHead(blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(0, MAX_HEAD_BYTES).arrayBuffer())
  } catch {
    throw new Refusal('could not be read because it was moved or changed after it was chosen; choose it again')
  }
}

/** The name of the file or of the common folder, or the number of files. */
async function nameTogether(files: readonly DataFile[], walk: Walk): Promise<string> {
  const [first] = files
  if (first === undefined) return 'The choice'
  if (files.length === 1) return first.path.slice(first.path.lastIndexOf('/') + 1)
  const folder = first.path.slice(0, first.path.indexOf('/') + 1)
  for (const { path } of files) {
    if (folder === '' || !path.startsWith(folder)) return countOf(files.length, 'file')
    if (walk.isDue(1)) await walk.rest()
  }
  return folder.slice(0, -1)
}

async function explainUnknown(files: readonly ProbedFile[]): Promise<string> {
  const takes =
    'choose cifar-10-binary.tar.gz, one of its .bin files, or a zip or folder of images with one folder per class'
  const [first] = files
  if (files.length > 1 || first === undefined) return `has no images and no batches of CIFAR-10; ${takes}`
  if (first.blob.size === 0) return `is an empty file; ${takes}`
  const foreign = recogniseForeign(await first.head(), first.path)
  return `is ${foreign === null ? '' : `${foreign.name}, `}not a data set that can be read; ${takes}`
}
