/** @file Images of a run for display, read a few at a time as they are asked for. */
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import { encodePng } from '../../images/encodePng'
import { findGalleryImage } from '../../images/gallery'
import type { AppStore } from '../../store/appStore'
import type { PlannedModel } from '../../store/evaluation/evaluationPlan'
import type { StatisticsImage, StatisticsRun } from '../../store/statistics/statistics'
import type { DataSource } from '../data/dataSource'
import { GalleryImages } from '../evaluation/galleryImages'
import { updateStatistics } from './statisticsState'

export class StatisticsImages {
  private readonly gallery: GalleryImages
  private readonly asked = new Set<string>()

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
    private readonly dataSource: DataSource,
  ) {
    this.gallery = new GalleryImages(client)
  }

  /** Those that cannot be read stay missing. */
  async show(indices: readonly number[]): Promise<void> {
    const { run, images } = this.store.getState().statistics
    if (run === null) return
    const keyOf = (index: number) => `${run.id} ${index}`
    const missing = indices.filter((index) => images[index] === undefined && !this.asked.has(keyOf(index)))
    if (missing.length === 0) return
    for (const index of missing) this.asked.add(keyOf(index))
    try {
      const read = await this.read(run, missing)
      if (this.store.getState().statistics.run?.id !== run.id) return
      updateStatistics(this.store, (statistics) => ({ images: { ...statistics.images, ...read } }))
    } catch (error) {
      // Of a lost engine, or of files that are closed: the table has the numbers, and the images are asked for again.
      if (!(error instanceof CallCancelled)) console.warn('Images of the statistics could not be read.', error)
    } finally {
      for (const index of missing) this.asked.delete(keyOf(index))
    }
  }

  /** As a file that can be opened like any other. Throws one sentence if it cannot be read. */
  async fileOf(index: number): Promise<{ readonly file: Blob; readonly name: string } | null> {
    const { run, images } = this.store.getState().statistics
    if (run === null) return null
    const found = images[index] ?? (await this.read(run, [index]))[index]
    if (found === undefined) throw new Error('The image could not be read any more; open its data set again.')
    const { height, width, pixels } = found.image
    const bytes = Uint8Array.from(pixels, (value) => Math.round(255 * value))
    return { file: await encodePng({ height, width, pixels: bytes }), name: found.name }
  }

  private async read({ plan }: StatisticsRun, indices: readonly number[]): Promise<Record<number, StatisticsImage>> {
    const { side: size, resizing } = plan.models[0] as PlannedModel
    const { source } = plan
    if (source.kind === 'gallery') {
      const { pixels } = await this.gallery.read(source.ids, indices, { size, resizing })
      const length = size * size * 3
      return Object.fromEntries(
        indices.map((index, place) => [
          index,
          {
            name: findGalleryImage(source.ids[index] as string)?.alt ?? `image ${index + 1}`,
            image: {
              pixels: pixels.slice(place * length, (place + 1) * length) as typeof pixels,
              height: size,
              width: size,
            },
          },
        ]),
      )
    }
    const id = await this.dataSource.idOf(source.dataSet)
    const { images } = await this.client().call('dataSetImages', { id, indices, size, resizing }).result
    return Object.fromEntries(images.map(({ index, name, image }) => [index, { name, image }]))
  }
}
