/** @file A zip of images with one folder per class. Its list of files is read first, and each image when it is needed. */
import { checkFileSize } from '../../fileHeader'
import { arrangeInClasses } from '../classFolders'
import { type ImageFile, ImageSet } from '../imageSet'
import { partOf } from '../pace'
import type { Problems } from '../problems'
import { type FileEntry, isZip, listEntries, type UnpackChecks, unpack } from '../zipEntries'
import type { DataSetFormat, ProbedFile } from './types'

export const imageZip: DataSetFormat = {
  label: 'zip of images',
  isArchive: true,
  mayBe: (head) => isZip(head),

  async recognise([file, ...others]) {
    return file !== undefined && others.length === 0 && isZip(await file.head())
  },

  async open([file], { name, problems, control, decode }) {
    const entries = await listEntries((file as ProbedFile).blob, partOf(control, 0, LISTED))
    const checks = { size: checkFileSize, ...(decode.head && { head: decode.head }) }
    const images = entries.flatMap((entry) => (isImage(entry, problems) ? new PackedImage(entry, checks) : []))
    const arranged = await arrangeInClasses(images, problems, partOf(control, LISTED, 1))
    return new ImageSet(name, imageZip.label, arranged, problems, decode)
  },
}

/** The share of the time that the list of files takes to read. */
const LISTED = 0.7

/** A file of a zip, of which there may be hundreds of thousands. */
class PackedImage implements ImageFile {
  readonly path: string

  constructor(
    private readonly entry: FileEntry,
    private readonly checks: UnpackChecks,
  ) {
    this.path = entry.path
  }

  load(): Promise<Blob> {
    return unpack(this.entry, this.checks)
  }
}

function isImage({ path, isLink }: FileEntry, problems: Problems): boolean {
  if (isLink) problems.add(path, null, 'is a link, so it is left out; pack the image itself')
  return !isLink
}
