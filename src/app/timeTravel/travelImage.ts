/** @file The image of time travel, at the size of a run's models: one of the gallery, or the one that the page shows. */
import type { EngineClient } from '../../client/engineClient'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { fitOf, type ImageFit } from '../../engine/checkpoints/resizing'
import { findGalleryImage, type GalleryImage } from '../../images/gallery'
import { fetchGalleryFile } from '../../images/galleryFile'
import { findClass } from '../../store/compare/questions'
import type { TravelImage } from '../../store/timeTravel/timeTravel'
import type { AppState, ShownImage } from '../../store/types'

export interface AskedTravelImage {
  readonly image: GalleryImage | ShownImage
  readonly label: number | null
  readonly fit: ImageFit
}

/** null while the page shows none. */
export function askedTravelImage(
  { timeTravel: { look }, image: shown, label }: Pick<AppState, 'timeTravel' | 'image' | 'label'>,
  { classes, input }: Manifest,
): AskedTravelImage | null {
  const inGallery = findGalleryImage(look.imageId)
  const image = inGallery ?? shown
  const name = inGallery === undefined ? label : inGallery.labelName
  return image && { image, label: name === null ? null : findClass(classes, name), fit: fitOf(input) }
}

/** Throws one sentence where it cannot be read. */
export async function readTravelImage(
  client: EngineClient,
  { image, label, fit }: AskedTravelImage,
): Promise<TravelImage> {
  const [file, name] = 'file' in image ? [image.file, image.name] : [await fetchGalleryFile(image), image.alt]
  const decoded = await client.call('decodeImage', { file, name, ...fit }).result
  return { image: decoded.image, label, name }
}
