/** @file A folder of pictures with one folder a class, or some files out of one. */
import { isImage } from '../../fileHeader'
import { arrangeInClasses, isPictureName } from '../classFolders'
import { PictureSet } from '../pictureSet'
import type { DataSetFormat } from './types'

/** Among so many of a folder's files there is a picture, if it is one of pictures. */
const PROBES = 64

export const pictureFolder: DataSetFormat = {
  label: 'folder of pictures',

  async recognise(files) {
    const named = files.filter(({ path }) => isPictureName(path))
    // Evenly over the folder: its first files may be called as pictures and be none.
    const stride = Math.ceil(named.length / PROBES)
    for (let i = 0; i < named.length; i += stride) {
      const file = named[i]
      if (file !== undefined && isImage(await file.head())) return true
    }
    return false
  },

  async open(files, { name, problems, decode }) {
    const pictures = files.map(({ path, blob }) => ({ path, load: () => Promise.resolve(blob) }))
    return new PictureSet(name, pictureFolder.label, arrangeInClasses(pictures, problems), problems, decode)
  },
}
