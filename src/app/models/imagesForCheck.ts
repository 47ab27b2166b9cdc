/** @file Labelled images for checking a model that is being opened. */
import type { EngineClient } from '../../client/engineClient'
import type { ModelAnswers } from '../../engine/checkpoints/found/types'
import type { ImageSource } from '../../engine/evaluation/types'
import { galleryIdsFor } from '../../images/gallery'
import type { CheckFrom } from '../../store/models/opening'
import type { DataSource } from '../data/dataSource'
import { GalleryImages } from '../evaluation/galleryImages'

/** Enough to tell a wrong normalisation from a right one. */
const IMAGES = 64

/** Throws one sentence if there are none of the model's classes. */
export async function imagesForCheck(
  client: EngineClient,
  data: DataSource,
  from: CheckFrom,
  { classes, size, resizing }: ModelAnswers,
): Promise<ImageSource> {
  if (from === 'gallery') {
    const ids = galleryIdsFor([classes])
    if (ids.length === 0) {
      throw new Error(
        'The gallery has no image of the model’s classes; choose the right classes, or open images of your own.',
      )
    }
    const indices = ids.map((_, index) => index)
    return { kind: 'given', images: await new GalleryImages(() => client).read(ids, indices, { size, resizing }) }
  }
  const { id } = await data.chosen(from)
  const subset = { id, count: IMAGES, seed: 0, split: null, classLists: [classes] }
  const { indices } = await client.call('dataSetSubset', subset).result
  return { kind: 'dataSet', id, indices }
}
