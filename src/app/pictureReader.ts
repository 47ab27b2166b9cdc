/** @file Reads pictures at every input side that the models shown take: when one is opened, and when a model of another side joins. */
import { CallCancelled, type EngineClient } from '../client/engineClient'
import { firstPicture, type GalleryPicture } from '../pictures/gallery'
import type { AppStore } from '../store/appStore'
import { inputSides, readyManifests } from '../store/questions'
import type { ShownPicture } from '../store/types'

/** Where no model could be loaded, the picture is shown all the same. */
const SIDE_WITHOUT_MODELS = 32

interface KnownOfPicture {
  readonly galleryId?: string | null
  /** Name of its class. */
  readonly label?: string | null
  /** Why it is shown, in one sentence. */
  readonly about?: string | null
}

export class PictureReader {
  private newestAsked = 0
  private newestShown = 0
  /** The sides that a file is being decoded at, beside those that it was opened with. */
  private readonly decoding = new WeakMap<Blob, Set<number>>()

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
  ) {
    store.subscribe((state, before) => {
      // A side that could not be decoded is tried again with the next change of the models.
      if (state.models !== before.models) this.decodeMissing(true)
      else if (state.picture !== before.picture) this.decodeMissing(false)
    })
  }

  /** @param known of what is known of it beside its pixels */
  open(file: Blob, name: string, known: KnownOfPicture = {}): Promise<void> {
    return this.show(() => Promise.resolve(file), name, known)
  }

  openFromGallery(picture: GalleryPicture): Promise<void> {
    const { id: galleryId, labelName: label } = picture
    return this.show(() => fetchPicture(picture), picture.alt, { galleryId, label })
  }

  /** One that the models shown first know the class of. Without effect once any other was asked for. */
  async openFirst(): Promise<void> {
    this.store.setState({ pictureLoading: true })
    await this.untilModelsAreKnown()
    const manifests = readyManifests(this.store.getState().models)
    const classLists = manifests.map(({ classes }) => classes)
    const picture = firstPicture(classLists, manifests[0]?.architecture ?? null)
    if (this.newestAsked === 0) await this.openFromGallery(picture)
  }

  /** Of several pictures asked for in a row, the last one that can be read stays, however long each takes. */
  private async show(read: () => Promise<Blob>, name: string, known: KnownOfPicture): Promise<void> {
    const asked = ++this.newestAsked
    this.store.setState({ pictureLoading: true, pictureError: null })
    try {
      const file = await read()
      await this.untilModelsAreKnown()
      const sides = inputSides(this.store.getState().models)
      const bySide = await this.decode(file, name, sides.length > 0 ? sides : [SIDE_WITHOUT_MODELS])
      if (asked < this.newestShown) return
      this.newestShown = asked
      this.store.setState({
        picture: { file, name, galleryId: known.galleryId ?? null, about: known.about ?? null, bySide },
        label: known.label ?? null,
      })
    } catch (error) {
      if (asked !== this.newestAsked) return
      const message =
        error instanceof CallCancelled
          ? 'The engine restarted while the picture was read; open it again.'
          : (error as Error).message
      this.store.setState({ pictureError: message })
    } finally {
      if (asked === this.newestAsked) this.store.setState({ pictureLoading: false })
    }
  }

  private async decode(file: Blob, name: string, sides: readonly number[]): Promise<ShownPicture['bySide']> {
    const decodeAt = async (side: number) =>
      [side, await this.client().call('decodePicture', { file, name, side }).result] as const
    return Object.fromEntries(await Promise.all(sides.map(decodeAt)))
  }

  /** Until a model is ready, or none is on its way any more. */
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
    const { picture, models } = this.store.getState()
    if (picture === null) return
    for (const side of inputSides(models)) {
      const isUnread = side in (picture.unread ?? {})
      if (!(side in picture.bySide) && (isTriedAgain || !isUnread)) void this.addSide(picture, side)
    }
  }

  private async addSide({ file, name }: ShownPicture, side: number): Promise<void> {
    const decoding = this.decoding.get(file) ?? new Set()
    if (decoding.has(side)) return
    this.decoding.set(file, decoding.add(side))
    const update = (change: (shown: ShownPicture) => object) =>
      this.store.setState(({ picture }) => (picture?.file === file ? change(picture) : {}))
    try {
      const decoded = await this.decode(file, name, [side])
      update((shown) => ({ picture: { ...shown, bySide: { ...shown.bySide, ...decoded } } }))
    } catch (error) {
      // Where the engine was replaced, the models are loaded again, and this is asked for again.
      if (error instanceof CallCancelled) return
      const { message } = error as Error
      update((shown) => ({
        pictureError: message,
        picture: { ...shown, unread: { ...shown.unread, [side]: message } },
      }))
    } finally {
      decoding.delete(side)
    }
  }
}

async function fetchPicture({ url, alt }: GalleryPicture): Promise<Blob> {
  const response = await fetch(url).catch(() => null)
  if (response?.ok) return response.blob()
  throw new Error(`The gallery picture "${alt}" could not be fetched; check the connection and choose it again.`)
}
