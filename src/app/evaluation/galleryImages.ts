/** @file The gallery's images for an evaluation, decoded once for each input size. */
import type { EngineClient } from '../../client/engineClient'
import { fitKey, type ImageFit } from '../../engine/checkpoints/resizing'
import type { LabelledImages } from '../../engine/evaluation/types'
import { findGalleryImage, type GalleryImage } from '../../images/gallery'
import { fetchGalleryFile } from '../../images/galleryFile'
import type { PixelImage, Pixels01 } from '../../units'

export class GalleryImages {
  private readonly decoded = new Map<string, PixelImage>()

  constructor(private readonly client: () => EngineClient) {}

  /** @param ids a run's own list, to which `indices` refer */
  async read(ids: readonly string[], indices: readonly number[], fit: ImageFit): Promise<LabelledImages> {
    const { size } = fit
    const chosen = indices.map((index) => image(ids[index] as string))
    const classes = [...new Set(ids.map((id) => image(id).labelName as string))].sort()
    const pixels = new Float32Array(indices.length * size * size * 3)
    for (const [place, each] of chosen.entries()) {
      pixels.set((await this.decode(each, fit)).pixels, place * size * size * 3)
    }
    return {
      indices,
      labels: chosen.map(({ labelName }) => classes.indexOf(labelName as string)),
      classes,
      pixels: pixels as Pixels01,
      size,
    }
  }

  private async decode(chosen: GalleryImage, fit: ImageFit): Promise<PixelImage> {
    const key = `${chosen.id}/${fitKey(fit)}`
    const before = this.decoded.get(key)
    if (before) return before
    const file = await fetchGalleryFile(chosen)
    const { image } = await this.client().call('decodeImage', { file, name: chosen.alt, ...fit }).result
    this.decoded.set(key, image)
    return image
  }
}

function image(id: string): GalleryImage {
  const found = findGalleryImage(id)
  if (found === undefined) throw new Error(`The gallery has no image "${id}" any more; begin a new run.`)
  return found
}
