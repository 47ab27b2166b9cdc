/** @file Everything that a person can do on the page. Views call these; nothing else changes what they set. */
import type { DataFile } from '../pictures/datasets/types'
import type { GalleryPicture } from '../pictures/gallery'
import type { AppStore } from '../store/appStore'
import type { AnySettings } from '../store/attackChoices'
import { withSettings } from '../store/attackForm'
import type { AttackForm, DisplayForm } from '../store/types'
import type { ViewId } from '../store/viewChoice'
import type { Comparison } from './comparison'
import { recallComparison, rememberComparison, type TabStorage } from './comparisonMemory'
import type { EngineSession } from './engineSession'
import { createEvaluationActions, type EvaluationActions } from './evaluation/evaluationActions'
import { compareTrained } from './finetune/compareTrained'
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
  /**
   * What the comparison begins with, once the session runs: what this tab showed before it was reloaded, or else a picture
   * of the gallery; none where another is asked for meanwhile.
   */
  readonly openComparison: (wasReloaded?: boolean) => Promise<void>
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

/** undefined where there is none, or where the browser denies it. */
function sessionStorageOf(scope: { readonly sessionStorage?: TabStorage }): TabStorage | undefined {
  try {
    return scope.sessionStorage
  } catch {
    return undefined
  }
}

export function createActions(
  store: AppStore,
  session: EngineSession,
  comparison: Comparison,
  storage: KeptStorage = createKeptStorage(),
  // There is none where tests run.
  locks: Locks | undefined = globalThis.navigator?.locks,
  /** What a reload of this tab leaves. */
  tabStorage: TabStorage | undefined = sessionStorageOf(globalThis),
): Actions {
  const pictures = new PictureReader(store, () => session.client)
  const openPicture: Actions['openPicture'] = (file, name) => pictures.open(file, name)
  const zoo = createZooActions(store, session)
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
    async openComparison(wasReloaded = false) {
      const { picture = null, attack, ownColumns = [] } = (wasReloaded && recallComparison(tabStorage)) || {}
      rememberComparison(store, tabStorage)
      if (attack) store.setState({ attack })
      const opened = picture === null ? pictures.openFirst() : pictures.open(picture.file, picture.name, picture)
      await trained.models.restored
      for (const id of ownColumns) session.chooseModel(id)
      await opened
    },
    chooseGalleryPicture: (picture) => pictures.openFromGallery(picture),
    openPicture,
    openFiles: (files, place) => openFiles(store, { ...evaluation, ...finetune, openPicture }, files, place),
    refuseFiles: (message) => store.setState({ fileNotice: { kind: 'refused', message } }),
    dismissFileNotice: () => store.setState({ fileNotice: null, pictureError: null }),
    chooseLabel: (label) => store.setState({ label }),
    setAttack: (change) => store.setState(({ attack }) => ({ attack: { ...attack, ...change } })),
    setAttackSettings: (change) => store.setState(({ attack }) => ({ attack: withSettings(attack, change) })),
    setDisplay: (change) => store.setState(({ display }) => ({ display: { ...display, ...change } })),
    ...zoo,
    ...evaluation,
    ...finetune,
    compareTrainedModel: () => compareTrained(store, { runner: trained.runner, pictures, zoo, finetune }),
    ...kept,
    retryResults: (id) => comparison.retry(id),
  }
}
