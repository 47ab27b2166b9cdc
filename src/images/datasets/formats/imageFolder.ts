/** @file A folder of images with one subfolder per class, or some files from one. */
import { isImage } from '../../fileHeader'
import { isImageName } from '../../imageNames'
import { arrangeInClasses } from '../classFolders'
import { ImageSet } from '../imageSet'
import type { DataSetFormat } from './types'

/** A folder of images is recognised if one of this many files is an image. */
const PROBES = 64

export const imageFolder: DataSetFormat = {
  label: 'folder of images',
  mayBe: () => false,

  async recognise(files) {
    const named = files.filter(({ path }) => isImageName(path))
    // Evenly over the folder, because its first files may only be named like images.
    const stride = Math.ceil(named.length / PROBES)
    for (let i = 0; i < named.length; i += stride) {
      const file = named[i]
      if (file !== undefined && isImage(await file.head())) return true
    }
    return false
  },

  async open(files, { name, problems, control, decode }) {
    const images = files.map(({ path, blob }) => ({ path, load: () => Promise.resolve(blob) }))
    const arranged = await arrangeInClasses(images, problems, control)
    return new ImageSet(name, imageFolder.label, arranged, problems, decode)
  },
}
