/** @file Reads images at every input size of the models shown: on opening, and when a model of another size joins. */
import type { EngineClient } from '../../client/engineClient'
import { fitKey, type ImageFit } from '../../engine/checkpoints/resizing'
import { sha256Of } from '../../engine/checkpoints/sha256'
import { findGalleryImage, firstImage, type GalleryImage } from '../../images/gallery'
import { fetchGalleryFile } from '../../images/galleryFile'
import { MAX_IMAGE_FILE_BYTES } from '../../images/limits'
import type { AppStore } from '../../store/appStore'
import { isOwnImageId, ownImageId } from '../../store/compare/askedImage'
import { inputFits, leadingManifest } from '../../store/compare/questions'
import type { FileNotice, ModelState, ShownImage } from '../../store/types'
import type { Progress } from '../../worker/messages'
import { askAgain } from '../askAgain'
import { type FileWait, FileWaits } from '../data/fileWaits'

/** The size at which an image is shown if no model could be loaded. */
const SIZE_WITHOUT_MODELS = 32

interface KnownOfImage {
  readonly galleryId?: string | null
  /** The name of its class. */
  readonly label?: string | null | undefined
  /** Why it is shown, in one sentence. */
  readonly about?: string | null
  /** Whether it is shown only until the person opens the file that is asked for. */
  readonly isStandIn?: boolean
}

/** A person's own image, for Back and Forward. */
interface HeldImage {
  readonly file: Blob
  readonly name: string
  readonly about: string | null
}

/** How many of a person's own images can be gone back to. */
const MOST_HELD = 8

export class ImageReader {
  private newestAsked = 0
  private newestShown = 0
  /** Of a person's own image that was asked for last, while it is read. */
  private wait: FileWait | null = null
  /** Shows anew what was asked for last, once an engine runs again. */
  private again: (() => Promise<void>) | null = null
  /** The first image, chosen while no model could be loaded: it may be of other classes than those that load later. */
  private blindly: { readonly asked: number; readonly known: KnownOfImage } | null = null
  /** The sizes at which a file is being decoded, beside those with which it was opened. */
  private readonly decoding = new WeakMap<Blob, Set<string>>()
  /** By their ids, the newest last. */
  private readonly held = new Map<string, HeldImage>()

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
    private readonly waits = new FileWaits(store),
  ) {
    store.subscribe((state, before) => {
      // A size that could not be decoded is retried at the next change of the models.
      if (state.models !== before.models) {
        this.decodeMissing(true)
        this.chooseSeeing()
      } else if (state.image !== before.image) this.decodeMissing(false)
      const isStarted = state.engine.status === 'ready' && before.engine.status !== 'ready'
      if (isStarted && state.image === null && !state.imageLoading) void this.again?.()
    })
  }

  /** @param known what is known of the image beside its pixels */
  open(file: Blob, name: string, known: KnownOfImage = {}): Promise<void> {
    return this.show(() => Promise.resolve(file), name, known)
  }

  openFromGallery(image: GalleryImage, known: KnownOfImage = {}): Promise<void> {
    const { id: galleryId, labelName } = image
    const { label = labelName } = known
    return this.show(() => fetchGalleryFile(image), image.alt, { ...known, galleryId, label })
  }

  /** Shows the image that is asked for; where only a person can open it, another one until then. */
  async showAsked(): Promise<void> {
    const { askedImage: asked, image, imageLoading } = this.store.getState()
    if (asked === null) return
    if (asked.id === null) return this.openFirst({ label: asked.label })
    const { label } = asked
    const inGallery = findGalleryImage(asked.id)
    const held = this.held.get(asked.id)
    if (inGallery !== undefined) return this.openFromGallery(inGallery, { label })
    if (held !== undefined) return this.open(held.file, held.name, { ...held, label })
    // What is on its way may be the file itself, as after a reload.
    if (image === null && !imageLoading) return this.openFirst({ isStandIn: true })
  }

  /** An image that suits the model of the first column. Has no effect once any other was requested. */
  async openFirst(known: KnownOfImage = {}): Promise<void> {
    const { newestAsked } = this
    this.store.setState({ imageLoading: true })
    await this.untilModels((models) => leadingManifest(models) !== null)
    const leading = leadingManifest(this.store.getState().models)
    const image = firstImage(leading === null ? [] : [leading.classes], leading?.architecture)
    if (this.newestAsked !== newestAsked) return
    this.blindly = leading === null ? { asked: newestAsked + 1, known } : null
    const opening = this.openFromGallery(image, known)
    // By then other models may be there, which know other classes.
    this.again = () => this.openFirst(known)
    await opening
  }

  /** Chooses the first image anew once a model is known, unless another was asked for since. */
  private chooseSeeing(): void {
    const { blindly } = this
    if (blindly === null || leadingManifest(this.store.getState().models) === null) return
    this.blindly = null
    if (this.newestAsked === blindly.asked) void this.openFirst(blindly.known)
  }

  /** Of several images requested in a row, the last one that can be read stays, however long each takes. */
  private async show(read: () => Promise<Blob>, name: string, known: KnownOfImage): Promise<void> {
    const asked = ++this.newestAsked
    this.again = () => this.show(read, name, known)
    this.wait?.end()
    this.wait = null
    this.store.setState({ imageLoading: true, imageError: null })
    const galleryId = known.galleryId ?? null
    let wait: FileWait | null = null
    try {
      const file = await read()
      const sha256 = galleryId === null ? await hashOf(file) : null
      await this.untilModels((models) => models.some(({ status }) => status === 'ready'))
      const fits = inputFits(this.store.getState().models)
      if (galleryId === null && asked === this.newestAsked)
        wait = this.wait = this.waits.begin(name, () => this.forget(asked))
      const bySize = await this.decode(file, name, fits.length > 0 ? fits : [{ size: SIZE_WITHOUT_MODELS }], wait)
      if (asked < this.newestShown) return
      this.newestShown = asked
      const about = known.about ?? null
      const { askedImage, fileNotice } = this.store.getState()
      const isMissing = askedImage?.id != null && isOwnImageId(askedImage.id)
      const isAsked = sha256 !== null && askedImage?.id === ownImageId(sha256)
      if (sha256 !== null) this.hold(ownImageId(sha256), { file, name, about })
      this.store.setState({
        image: { file, name, galleryId, sha256, about, bySize },
        label: (known.label === undefined && isAsked ? askedImage.label : known.label) ?? null,
        // A newer one may be asked for meanwhile.
        ...(!known.isStandIn && asked === this.newestAsked && { askedImage: null }),
        fileNotice: sha256 !== null && isMissing && !isAsked ? anotherImage(name) : fileNotice,
      })
    } catch (error) {
      if (asked !== this.newestAsked) return
      this.store.setState({ imageError: (error as Error).message })
    } finally {
      if (this.wait === wait) {
        wait?.end()
        this.wait = null
      }
      if (asked === this.newestAsked) this.store.setState({ imageLoading: false })
    }
  }

  /** Nobody wants the image any more that is being read; the one that is shown stays. */
  private forget(asked: number): void {
    if (asked !== this.newestAsked) return
    this.newestShown = ++this.newestAsked
    this.store.setState({ imageLoading: false, askedImage: null })
  }

  private hold(id: string, image: HeldImage): void {
    this.held.delete(id)
    this.held.set(id, image)
    const [oldest] = this.held.keys()
    if (this.held.size > MOST_HELD && oldest !== undefined) this.held.delete(oldest)
  }

  private async decode(
    file: Blob,
    name: string,
    fits: readonly ImageFit[],
    wait: FileWait | null = null,
  ): Promise<ShownImage['bySize']> {
    const decodeAt = async (fit: ImageFit) => {
      const input = { file, name, ...fit }
      const begin = (client: EngineClient, onProgress?: (progress: Progress) => void) =>
        client.call('decodeImage', input, onProgress)
      const ask = (client: EngineClient) =>
        (wait?.follow((onProgress) => begin(client, onProgress)) ?? begin(client)).result
      return [fitKey(fit), await askAgain(this.store, this.client, ask)] as const
    }
    return Object.fromEntries(await Promise.all(fits.map(decodeAt)))
  }

  /** Waits until enough is known of the models, or none is loading any more. */
  private untilModels(areEnough: (models: readonly ModelState[]) => boolean): Promise<void> {
    const areKnown = () => {
      const { models } = this.store.getState()
      return areEnough(models) || models.every(({ status }) => status === 'failed')
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
      // Without an engine there is more to mend than the image.
      if (this.store.getState().engine.status === 'failed') return
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

/** null of a file that is larger than images may be, as its decoding then says. */
const hashOf = async (file: Blob): Promise<string | null> =>
  file.size > MAX_IMAGE_FILE_BYTES ? null : sha256Of(new Uint8Array(await file.arrayBuffer()))

const anotherImage = (name: string): FileNotice => ({
  kind: 'opened',
  message: `The image “${name}” is not the file that the address asks for; open that one to see the same numbers.`,
})
