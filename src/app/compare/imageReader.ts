/** @file Reads images at every input size of the models shown: on opening, and when a model of another size joins. */
import { CallCancelled, type EngineClient } from '../../client/engineClient'
import { fitKey, type ImageFit } from '../../engine/checkpoints/resizing'
import { firstImage, type GalleryImage } from '../../images/gallery'
import type { AppStore } from '../../store/appStore'
import { inputFits, readyManifests } from '../../store/compare/questions'
import type { ShownImage } from '../../store/types'

/** The size at which an image is shown if no model could be loaded. */
const SIZE_WITHOUT_MODELS = 32

interface KnownOfImage {
  readonly galleryId?: string | null
  /** The name of its class. */
  readonly label?: string | null
  /** Why it is shown, in one sentence. */
  readonly about?: string | null
}

export class ImageReader {
  private newestAsked = 0
  private newestShown = 0
  /** The sizes at which a file is being decoded, beside those with which it was opened. */
  private readonly decoding = new WeakMap<Blob, Set<string>>()

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
  ) {
    store.subscribe((state, before) => {
      // A size that could not be decoded is retried at the next change of the models.
      if (state.models !== before.models) this.decodeMissing(true)
      else if (state.image !== before.image) this.decodeMissing(false)
    })
  }

  /** @param known what is known of the image beside its pixels */
  open(file: Blob, name: string, known: KnownOfImage = {}): Promise<void> {
    return this.show(() => Promise.resolve(file), name, known)
  }

  openFromGallery(image: GalleryImage): Promise<void> {
    const { id: galleryId, labelName: label } = image
    return this.show(() => fetchImage(image), image.alt, { galleryId, label })
  }

  /** An image whose class the models shown first know. Has no effect once any other was requested. */
  async openFirst(): Promise<void> {
    this.store.setState({ imageLoading: true })
    await this.untilModelsAreKnown()
    const manifests = readyManifests(this.store.getState().models)
    const classLists = manifests.map(({ classes }) => classes)
    const image = firstImage(classLists, manifests[0]?.architecture ?? null)
    if (this.newestAsked === 0) await this.openFromGallery(image)
  }

  /** Of several images requested in a row, the last one that can be read stays, however long each takes. */
  private async show(read: () => Promise<Blob>, name: string, known: KnownOfImage): Promise<void> {
    const asked = ++this.newestAsked
    this.store.setState({ imageLoading: true, imageError: null })
    try {
      const file = await read()
      await this.untilModelsAreKnown()
      const fits = inputFits(this.store.getState().models)
      const bySize = await this.decode(file, name, fits.length > 0 ? fits : [{ size: SIZE_WITHOUT_MODELS }])
      if (asked < this.newestShown) return
      this.newestShown = asked
      this.store.setState({
        image: { file, name, galleryId: known.galleryId ?? null, about: known.about ?? null, bySize },
        label: known.label ?? null,
      })
    } catch (error) {
      if (asked !== this.newestAsked) return
      const message =
        error instanceof CallCancelled
          ? 'The engine restarted while the image was read; open it again.'
          : (error as Error).message
      this.store.setState({ imageError: message })
    } finally {
      if (asked === this.newestAsked) this.store.setState({ imageLoading: false })
    }
  }

  private async decode(file: Blob, name: string, fits: readonly ImageFit[]): Promise<ShownImage['bySize']> {
    const decodeAt = async (fit: ImageFit) =>
      [fitKey(fit), await this.client().call('decodeImage', { file, name, ...fit }).result] as const
    return Object.fromEntries(await Promise.all(fits.map(decodeAt)))
  }

  /** Waits until a model is ready, or none is loading any more. */
  private untilModelsAreKnown(): Promise<void> {
    const areKnown = () => {
      const { models } = this.store.getState()
      return models.some(({ status }) => status === 'ready') || models.every(({ status }) => status === 'failed')
    }
    if (areKnown()) return Promise.resolve()
    return new Promise((resolve) => {
      const unsubscribe = this.store.subscribe(() => {
        if (!areKnown()) return
        unsubscribe()
        resolve()
      })
    })
  }

  private decodeMissing(isTriedAgain: boolean): void {
    const { image, models } = this.store.getState()
    if (image === null) return
    for (const fit of inputFits(models)) {
      const isUnread = fitKey(fit) in (image.unread ?? {})
      if (!(fitKey(fit) in image.bySize) && (isTriedAgain || !isUnread)) void this.addFit(image, fit)
    }
  }

  private async addFit({ file, name }: ShownImage, fit: ImageFit): Promise<void> {
    const key = fitKey(fit)
    const decoding = this.decoding.get(file) ?? new Set()
    if (decoding.has(key)) return
    this.decoding.set(file, decoding.add(key))
    const update = (change: (shown: ShownImage) => object) =>
      this.store.setState(({ image }) => (image?.file === file ? change(image) : {}))
    try {
      const decoded = await this.decode(file, name, [fit])
      update((shown) => ({ image: { ...shown, bySize: { ...shown.bySize, ...decoded } } }))
    } catch (error) {
      // If the engine was replaced, the models are loaded again, which repeats this request.
      if (error instanceof CallCancelled) return
      const { message } = error as Error
      update((shown) => ({
        imageError: message,
        image: { ...shown, unread: { ...shown.unread, [key]: message } },
      }))
    } finally {
      decoding.delete(key)
    }
  }
}

async function fetchImage({ url, alt }: GalleryImage): Promise<Blob> {
  const response = await fetch(url).catch(() => null)
  if (response?.ok) return response.blob()
  throw new Error(`The gallery image "${alt}" could not be fetched; check the connection and choose it again.`)
}
