/** @file A folder of images with one subfolder per class, or some files from one. */
import { isImage } from '../../fileHeader'
import { isImageName } from '../../imageNames'
import { arrangeInClasses } from '../classFolders'
import { type ImageFile, ImageSet } from '../imageSet'
import { filterInSteps, Walk } from '../pace'
import type { DataFile } from '../types'
import type { DataSetFormat } from './types'

/** A folder of images is recognised if one of this many files is an image. */
const PROBES = 64

export const imageFolder: DataSetFormat = {
  label: 'folder of images',
  mayBe: () => false,

  async recognise(files, control) {
    const named = await filterInSteps(files, ({ path }) => isImageName(path), new Walk(control, files.length))
    // Evenly over the folder, because its first files may only be named like images.
    const stride = Math.ceil(named.length / PROBES)
    for (let i = 0; i < named.length; i += stride) {
      const file = named[i]
      if (file !== undefined && isImage(await file.head())) return true
    }
    return false
  },

  async open(files, { name, problems, control, decode }) {
    const images = files.map((file) => new ChosenImage(file))
    const arranged = await arrangeInClasses(images, problems, control)
    return new ImageSet(name, imageFolder.label, arranged, problems, decode)
  },
}

/** One small object, as there may be a quarter of a million. */
class ChosenImage implements ImageFile {
  readonly path: string
  private readonly blob: Blob

  constructor({ path, blob }: DataFile) {
    this.path = path
    this.blob = blob
  }

  load(): Promise<Blob> {
    return Promise.resolve(this.blob)
  }
}
