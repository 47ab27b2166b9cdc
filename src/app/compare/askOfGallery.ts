/** @file Quantities of the gallery as a whole: its images go along with the question, and the answer is kept for every image. */
import { askQuantity } from '../../client/askQuantity'
import { CallCancelled, type EngineClient, type Job } from '../../client/engineClient'
import { fitOf } from '../../engine/checkpoints/resizing'
import type { LabelledSet } from '../../engine/quantities/defineQuantity'
import { QUANTITIES, type QuantityId, type QuantityResult } from '../../engine/quantities/registry'
import type { MeasureInput } from '../../engine/types'
import { galleryIdsFor } from '../../images/gallery'
import type { AppStore } from '../../store/appStore'
import { readyManifest } from '../../store/compare/questions'
import { GalleryImages } from '../evaluation/galleryImages'

export const isOfGallery = (id: QuantityId): boolean => 'ofGallery' in QUANTITIES[id]

export class GalleryQuestions {
  private readonly images: GalleryImages
  /** By model and quantity; a model that is opened again has another id or the same weights. */
  private readonly known = new Map<string, unknown>()

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
  ) {
    this.images = new GalleryImages(client)
  }

  ask<Id extends QuantityId>(input: MeasureInput<Id>): Job<QuantityResult<Id>> {
    const key = JSON.stringify([input.modelId, input.quantity, input.settings])
    let asked: Job<QuantityResult<Id>> | null = null
    let isCancelled = false
    const find = async (): Promise<QuantityResult<Id>> => {
      const before = this.known.get(key)
      if (before !== undefined) return before as QuantityResult<Id>
      const gallery = await this.read(input.modelId)
      if (isCancelled) throw new CallCancelled()
      asked = askQuantity(this.client(), { ...input, gallery })
      const found = await asked.result
      this.known.set(key, found)
      return found
    }
    return {
      result: find(),
      cancel() {
        isCancelled = true
        asked?.cancel()
      },
    }
  }

  /** Throws one sentence if the model knows no class of the gallery. */
  private async read(modelId: string): Promise<LabelledSet> {
    const manifest = readyManifest(this.store.getState().models, modelId)
    if (manifest === undefined) throw new CallCancelled()
    const ids = galleryIdsFor([manifest.classes])
    if (ids.length === 0) {
      throw new Error(
        `The gallery has no image of a class that “${manifest.name}” knows; a universal perturbation needs some.`,
      )
    }
    const { pixels, labels, classes } = await this.images.read(ids, [...ids.keys()], fitOf(manifest.input))
    return { pixels, labels: labels.map((label) => manifest.classes.indexOf(classes[label] as string)) }
  }
}
