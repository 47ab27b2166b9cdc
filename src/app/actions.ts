/** @file Everything that a person can do on the page. Views call these; nothing else changes what they set. */
import { CallCancelled } from '../client/engineClient'
import type { GalleryPicture } from '../pictures/gallery'
import type { AppStore } from '../store/appStore'
import type { AttackForm, DisplayForm } from '../store/types'
import type { Comparison } from './comparison'
import type { EngineSession } from './engineSession'

export interface Actions {
  readonly chooseGalleryPicture: (picture: GalleryPicture) => Promise<void>
  readonly openPicture: (file: Blob, name: string) => Promise<void>
  readonly chooseLabel: (label: number | null) => void
  readonly setAttack: (change: Partial<AttackForm>) => void
  readonly setDisplay: (change: Partial<DisplayForm>) => void
  readonly retryModel: (id: string) => void
  readonly retryResults: (id: string) => void
}

export function createActions(store: AppStore, session: EngineSession, comparison: Comparison): Actions {
  let newestAsked = 0
  let newestShown = 0

  /** Of several pictures asked for in a row, the last one that can be read stays, however long each takes. */
  async function show(read: () => Promise<Blob>, name: string, gallery: GalleryPicture | null): Promise<void> {
    const asked = ++newestAsked
    store.setState({ pictureLoading: true, pictureError: null })
    try {
      const file = await read()
      const { picture, notes } = await session.client.call('decodePicture', { file, name, side: inputSide(store) })
        .result
      if (asked < newestShown) return
      newestShown = asked
      store.setState({
        picture: { picture, name, galleryId: gallery?.id ?? null, notes },
        label: gallery?.label ?? null,
      })
    } catch (error) {
      if (asked !== newestAsked) return
      const message =
        error instanceof CallCancelled
          ? 'The engine restarted while the picture was read; open it again.'
          : (error as Error).message
      store.setState({ pictureError: message })
    } finally {
      if (asked === newestAsked) store.setState({ pictureLoading: false })
    }
  }

  return {
    chooseGalleryPicture: (picture) =>
      show(
        async () => {
          const response = await fetch(picture.url).catch(() => null)
          if (!response?.ok)
            throw new Error(
              `The gallery picture "${picture.alt}" could not be fetched; check the connection and choose it again.`,
            )
          return response.blob()
        },
        picture.alt,
        picture,
      ),
    openPicture: (file, name) => show(() => Promise.resolve(file), name, null),
    chooseLabel: (label) => store.setState({ label }),
    setAttack: (change) => store.setState(({ attack }) => ({ attack: { ...attack, ...change } })),
    setDisplay: (change) => store.setState(({ display }) => ({ display: { ...display, ...change } })),
    retryModel: (id) => void session.retryModel(id),
    retryResults: (id) => comparison.retry(id),
  }
}

/** The side that the models take; all models shown together take the same. */
function inputSide(store: AppStore): number {
  for (const model of store.getState().models) if (model.status === 'ready') return model.model.manifest.input.height
  return 32
}
