/** @file A zip of images with one folder per class. Its list of files is read first, and each image when it is needed. */
import { checkFileSize } from '../../fileHeader'
import { arrangeInClasses } from '../classFolders'
import { type ImageFile, ImageSet } from '../imageSet'
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
    const entries = await listEntries((file as ProbedFile).blob, control)
    const checks = { size: checkFileSize, ...(decode.head && { head: decode.head }) }
    const images = entries.flatMap((entry) => toImageFile(entry, checks, problems))
    return new ImageSet(name, imageZip.label, arrangeInClasses(images, problems), problems, decode)
  },
}

function toImageFile(entry: FileEntry, checks: UnpackChecks, problems: Problems): ImageFile[] {
  const { path } = entry
  if (!entry.isLink) return [{ path, load: () => unpack(entry, checks) }]
  problems.add(path, null, 'is a link, so it is left out; pack the image itself')
  return []
}
