/** @file A zip of pictures with one folder a class. Its list of files is read first, each picture when it is asked for. */
import { checkFileSize } from '../../fileHeader'
import { arrangeInClasses } from '../classFolders'
import { type PictureFile, PictureSet } from '../pictureSet'
import type { Problems } from '../problems'
import { type FileEntry, isZip, listEntries, unpack } from '../zipEntries'
import type { DataSetFormat, ProbedFile } from './types'

export const pictureZip: DataSetFormat = {
  label: 'zip of pictures',

  async recognise([file, ...others]) {
    return file !== undefined && others.length === 0 && isZip(await file.head())
  },

  async open([file], { name, problems, control, decode }) {
    const entries = await listEntries((file as ProbedFile).blob, control)
    const pictures = entries.flatMap((entry) => toPictureFile(entry, problems))
    return new PictureSet(name, pictureZip.label, arrangeInClasses(pictures, problems), problems, decode)
  },
}

function toPictureFile(entry: FileEntry, problems: Problems): PictureFile[] {
  const path = entry.filename
  if (!entry.symlink) return [{ path, load: () => unpack(entry, checkFileSize) }]
  problems.add(path, null, 'is a link, so it is left out; pack the picture itself')
  return []
}
