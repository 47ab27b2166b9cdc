/** @file The images of a plan, for a call of the engine. */
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import type { ImageSource } from '../../engine/evaluation/types'
import type { PlannedModel, PlannedSource } from '../../store/evaluation/evaluationPlan'
import type { DataSource } from '../data/dataSource'
import { GalleryImages } from './galleryImages'

export class PlannedImages {
  /** How often a call was cancelled. */
  private ends = 0
  private readonly gallery: GalleryImages

  constructor(
    client: () => EngineClient,
    private readonly dataSource: DataSource,
  ) {
    this.gallery = new GalleryImages(client)
  }

  /** What is being read rejects with CallCancelled. */
  cancel(): void {
    this.ends++
  }

  /** @param indices positions in the source */
  async read(
    source: PlannedSource,
    indices: readonly number[],
    { side: size, resizing }: Pick<PlannedModel, 'side' | 'resizing'>,
  ): Promise<ImageSource> {
    const { ends } = this
    const found: ImageSource =
      source.kind === 'gallery'
        ? { kind: 'given', images: await this.gallery.read(source.ids, indices, { size, resizing }) }
        : { kind: 'dataSet', id: await this.dataSource.idOf(source.dataSet), indices }
    // Otherwise the engine would still be asked, for nothing.
    if (this.ends !== ends) throw new CallCancelled()
    return found
  }
}
