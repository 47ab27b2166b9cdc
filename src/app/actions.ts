/** @file Everything that a person can do on the page. Views call these; nothing else changes what they set. */
import type { DataFile } from '../pictures/datasets/types'
import type { GalleryPicture } from '../pictures/gallery'
import type { AppStore } from '../store/appStore'
import type { AnySettings } from '../store/attackChoices'
import { withSettings } from '../store/attackForm'
import type { AttackForm, DisplayForm } from '../store/types'
import type { ViewId } from '../store/viewChoice'
import type { Comparison } from './comparison'
import type { EngineSession } from './engineSession'
import { createEvaluationActions, type EvaluationActions } from './evaluation/evaluationActions'
import { createFinetuneActions } from './finetune/createFinetuneActions'
import type { FinetuneActions } from './finetune/finetuneActions'
import { createKeptActions, type KeptActions } from './kept/keptActions'
import { KeptList } from './kept/keptList'
import { createKeptStorage, type KeptStorage } from './kept/keptStorage'
import { openFiles } from './openFiles/openFiles'
import type { Place } from './openFiles/words'
import { PictureReader } from './pictureReader'
import type { Locks } from './tabLock'
import { createZooActions, type ZooActions } from './zooActions'

export interface Actions extends ZooActions, EvaluationActions, FinetuneActions, KeptActions {
  readonly openView: (view: ViewId) => void
  /** The picture of the gallery that the page begins with; none where another is asked for meanwhile. */
  readonly openFirstPicture: () => Promise<void>
  readonly chooseGalleryPicture: (picture: GalleryPicture) => Promise<void>
  readonly openPicture: (file: Blob, name: string) => Promise<void>
  /**
   * Opens files as what they are: a model, or what `place` takes, which is the view that is open where it is left out.
   * `AppState.fileNotice` says what is not opened, and why.
   */
  readonly openFiles: (files: readonly DataFile[], place?: Place) => Promise<void>
  /** For files that can not even be listed: says why. */
  readonly refuseFiles: (message: string) => void
  readonly dismissFileNotice: () => void
  readonly chooseLabel: (label: string | null) => void
  readonly setAttack: (change: Partial<AttackForm>) => void
  /** Settings of the attack that is chosen, by their names. */
  readonly setAttackSettings: (change: AnySettings) => void
  readonly setDisplay: (change: Partial<DisplayForm>) => void
  readonly retryResults: (id: string) => void
}

export function createActions(
  store: AppStore,
  session: EngineSession,
  comparison: Comparison,
  storage: KeptStorage = createKeptStorage(),
  // There is none where tests run.
  locks: Locks | undefined = globalThis.navigator?.locks,
): Actions {
  const pictures = new PictureReader(store, () => session.client)
  const openPicture: Actions['openPicture'] = (file, name) => pictures.open(file, name)
  const list = new KeptList(store, storage, locks)
  const { actions: evaluation, runner } = createEvaluationActions(store, session, list)
  const { actions: finetune, ...trained } = createFinetuneActions(store, session, list)
  const kept = createKeptActions(store, list, {
    evaluation: runner,
    training: trained.runner,
    sweep: trained.sweep,
    model: trained.models,
  })
  return {
    openView: (view) => store.setState({ view, fileNotice: null }),
    openFirstPicture: () => pictures.openFirst(),
    chooseGalleryPicture: (picture) => pictures.openFromGallery(picture),
    openPicture,
    openFiles: (files, place) => openFiles(store, { ...evaluation, ...finetune, openPicture }, files, place),
    refuseFiles: (message) => store.setState({ fileNotice: { kind: 'refused', message } }),
    dismissFileNotice: () => store.setState({ fileNotice: null, pictureError: null }),
    chooseLabel: (label) => store.setState({ label }),
    setAttack: (change) => store.setState(({ attack }) => ({ attack: { ...attack, ...change } })),
    setAttackSettings: (change) => store.setState(({ attack }) => ({ attack: withSettings(attack, change) })),
    setDisplay: (change) => store.setState(({ display }) => ({ display: { ...display, ...change } })),
    ...createZooActions(store, session),
    ...evaluation,
    ...finetune,
    ...kept,
    retryResults: (id) => comparison.retry(id),
  }
}
