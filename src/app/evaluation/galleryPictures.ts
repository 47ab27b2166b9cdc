/** @file The gallery's pictures as an evaluation takes them, decoded once for each input side. */
import type { EngineClient } from '../../client/engineClient'
import type { LabelledPictures } from '../../engine/evaluation/types'
import { findGalleryPicture, type GalleryPicture } from '../../pictures/gallery'
import type { Picture, Pixels01 } from '../../units'

export class GalleryPictures {
  private readonly decoded = new Map<string, Picture>()

  constructor(private readonly client: () => EngineClient) {}

  /** @param ids a run's own list; `indices` are places in it */
  async read(ids: readonly string[], indices: readonly number[], side: number): Promise<LabelledPictures> {
    const chosen = indices.map((index) => picture(ids[index] as string))
    const classes = [...new Set(ids.map((id) => picture(id).labelName as string))].sort()
    const pixels = new Float32Array(indices.length * side * side * 3)
    for (const [place, each] of chosen.entries()) {
      pixels.set((await this.decode(each, side)).pixels, place * side * side * 3)
    }
    return {
      indices,
      labels: chosen.map(({ labelName }) => classes.indexOf(labelName as string)),
      classes,
      pixels: pixels as Pixels01,
      side,
    }
  }

  private async decode({ id, url, alt }: GalleryPicture, side: number): Promise<Picture> {
    const key = `${id}/${side}`
    const before = this.decoded.get(key)
    if (before) return before
    const response = await fetch(url)
    if (!response.ok)
      throw new Error(`The gallery's picture "${alt}" could not be loaded (${response.status}); try again.`)
    const file = await response.blob()
    const { picture } = await this.client().call('decodePicture', { file, name: alt, side }).result
    this.decoded.set(key, picture)
    return picture
  }
}

function picture(id: string): GalleryPicture {
  const found = findGalleryPicture(id)
  if (found === undefined) throw new Error(`The gallery has no picture "${id}" any more; begin a new run.`)
  return found
}
