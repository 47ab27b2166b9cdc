/** @file Everything that a person can do on the page. Views call these; nothing else changes what they set. */

import type { ModelReader } from '../client/modelReader'
import { fetchedCode } from '../fetchedCode'
import type { DataFile } from '../images/datasets/types'
import type { GalleryImage } from '../images/gallery'
import type { PageState } from '../store/address/pageState'
import type { KnownParts } from '../store/address/parameters/page'
import { addressParameters } from '../store/address/registry'
import type { AppStore } from '../store/appStore'
import { withSettings } from '../store/attacks/attackForm'
import { askedIdOf } from '../store/compare/askedImage'
import type { RunKind } from '../store/runs/kept'
import type { NamedSettings } from '../store/settings/values'
import type { AttackForm, DisplayForm, FileNotice } from '../store/types'
import { type BrowserHistory, memoryHistory } from './address/browserHistory'
import { PageAddress } from './address/pageAddress'
import { showState } from './address/showState'
import type { Comparison } from './compare/comparison'
import { recallComparison, rememberComparison, type TabStorage } from './compare/comparisonMemory'
import { createExportActions, type ExportActions } from './compare/exportActions'
import { ImageReader } from './compare/imageReader'
import { FileWaits } from './data/fileWaits'
import type { openFiles as OpenFiles } from './data/openFiles'
import type { Place } from './data/place'
import type { EngineSession } from './engineSession'
import { createEvaluationActions, type EvaluationActions } from './evaluation/evaluationActions'
import { createGeometry, type GeometryActions } from './geometry/createGeometry'
import { createHubModelActions, type HubModelActions } from './models/hubModels'
import { ModelOpenings } from './models/modelOpening'
import { createOpeningActions, type OpeningActions } from './models/openingActions'
import { createZooActions, type ZooActions } from './models/zooActions'
import { createOfflineActions, type OfflineActions } from './offline/offlineActions'
import { createPlanActions, type PlanActions } from './plans/planActions'
import { createPythonActions, type PythonActions } from './python/pythonActions'
import { createKeptActions, type KeptActions } from './runs/keptActions'
import { KeptList } from './runs/keptList'
import { createKeptStorage } from './runs/keptStorage'
import type { KeptStorage } from './runs/keptTypes'
import type { RunVerbs } from './runs/runVerbs'
import type { Locks } from './runs/tabLock'
import { createScreenActions, type ScreenActions } from './screenActions'
import { createStatisticsActions, type StatisticsActions } from './statistics/statisticsActions'
import { createTimeTravelActions, type TimeTravelActions } from './timeTravel/timeTravelActions'
import { createTourActions, type LastingStorage, type TourActions } from './tour/tourActions'
import { createTrainingActions } from './training/createTrainingActions'
import type { TrainingActions } from './training/trainingActions'
import { createWhyFigures } from './why/createWhyFigures'

/** Where the page's state is linked. */
export interface AddressBar {
  readonly browser: BrowserHistory
  readonly known: KnownParts
}

export interface Actions
  extends ZooActions,
    OpeningActions,
    HubModelActions,
    EvaluationActions,
    StatisticsActions,
    TrainingActions,
    ExportActions,
    KeptActions,
    PlanActions,
    OfflineActions,
    PythonActions,
    TimeTravelActions,
    TourActions,
    GeometryActions,
    ScreenActions {
  /** Of each kind, the run that the page shows. */
  readonly runs: Readonly<Record<RunKind, RunVerbs>>
  readonly openView: (view: string) => void
  /**
   * What the comparison begins with, once the session runs: what this tab showed before it was reloaded, or else an image
   * of the gallery; none where another is asked for meanwhile.
   */
  readonly openComparison: (wasReloaded?: boolean) => Promise<void>
  readonly chooseGalleryImage: (image: GalleryImage) => Promise<void>
  readonly openImage: (file: Blob, name: string) => Promise<void>
  /** Ends the reading of a file that takes long, of which `AppState.fileReading` tells; nothing changes. */
  readonly cancelReading: () => void
  /** Opens a picture as an image that brought back what it was saved from. */
  readonly openPicture: (picture: NonNullable<FileNotice['picture']>) => Promise<void>
  /**
   * Opens files as what they are: a model, or what `place` takes, which is the view that is open where it is left out.
   * `AppState.fileNotice` says which files are not opened, and why.
   */
  readonly openFiles: (files: readonly DataFile[], place?: Place) => Promise<void>
  /** For files that cannot even be listed: says why. */
  readonly refuseFiles: (message: string) => void
  readonly dismissFileNotice: () => void
  readonly chooseLabel: (label: string | null) => void
  readonly setAttack: (change: Partial<AttackForm>) => void
  /** Settings of the attack that is chosen, by their names. */
  readonly setAttackSettings: (change: NamedSettings) => void
  readonly setDisplay: (change: Partial<DisplayForm>) => void
  /** Takes back the wish for an image that only a person could open. */
  readonly dismissAskedImage: () => void
  /** The absolute address that shows what the page shows, to the last digit on the same backend. */
  readonly currentLink: () => string
  /** What the page shows, as plain data that an exported file can carry. */
  readonly readPageState: () => PageState
  /** Shows the state that a file carries. Throws one sentence if it carries none. */
  readonly applyPageState: (state: unknown) => void
  /** Shows what the address says, and keeps it in step with the page; once the session has begun. */
  readonly followAddress: () => void
  readonly retryResults: (id: string) => void
  /** Computes the article's figures of a model again where they failed. */
  readonly retryWhy: (id: string) => void
}

/** undefined where there is none, or where the browser denies it. */
function storageOf<Kind extends 'sessionStorage' | 'localStorage'>(
  scope: { readonly [Name in Kind]?: TabStorage },
  kind: Kind,
): TabStorage | undefined {
  try {
    return scope[kind]
  } catch {
    return undefined
  }
}

export function createActions(
  store: AppStore,
  session: EngineSession,
  comparison: Comparison,
  reader: ModelReader,
  storage: KeptStorage = createKeptStorage(),
  // There is none where tests run.
  locks: Locks | undefined = globalThis.navigator?.locks,
  /** What a reload of this tab leaves. */
  tabStorage: TabStorage | undefined = storageOf(globalThis, 'sessionStorage'),
  /** The address, and what it can name. */
  { browser, known }: AddressBar = {
    browser: memoryHistory(),
    known: { views: [], dialogs: [], rows: [], models: [] },
  },
  /** What this browser keeps. */
  lastingStorage: LastingStorage | undefined = storageOf(globalThis, 'localStorage'),
): Actions {
  const waits = new FileWaits(store)
  const images = new ImageReader(store, () => session.client, waits)
  // What tells files apart knows every format, and is loaded with the first file.
  const openFiles: typeof OpenFiles = async (...given) =>
    (await fetchedCode(() => import('./data/openFiles'))).openFiles(...given)
  const why = createWhyFigures(store, () => session.client)
  const geometry = createGeometry(store, () => session.client)
  const openImage: Actions['openImage'] = (file, name) => images.open(file, name)
  const zoo = createZooActions(store, session)
  const list = new KeptList(store, storage, locks)
  const { actions: evaluation, run: evaluationRun, dataSource } = createEvaluationActions(store, session, list)
  const { actions: statistics, run: statisticsRun } = createStatisticsActions({
    ...{ store, session, list, dataSource, zoo },
    reader: images,
  })
  const openings = new ModelOpenings(store, reader, () => session.client)
  const opening = createOpeningActions(store, openings)
  const { actions: training, ...trained } = createTrainingActions(store, session, list, openings)
  const applyPageState: Actions['applyPageState'] = (state) => address.applyPageState(state)
  const { setEvaluation } = evaluation
  const { setTraining } = training
  const runs = { evaluation: evaluationRun, statistics: statisticsRun, training: trained.run, sweep: trained.sweep }
  const plans = { store, session, list, runs, setEvaluation, setTraining }
  const openers = { ...evaluation, ...training, ...opening, openImage, applyPageState, reader, plans, waits }
  const hubModels = createHubModelActions(store, reader, (files, origin) =>
    openFiles(store, openers, files, 'models', origin),
  )
  let isComparisonOpen = false
  const address = new PageAddress(
    store,
    addressParameters(known),
    browser,
    (state) => showState(store, { session, zoo, showImage: () => isComparisonOpen && images.showAsked() }, state),
    () => openings.dismiss(),
  )
  return {
    openView: (view) => store.setState({ view, fileNotice: null }),
    async openComparison(wasReloaded = false) {
      const {
        image = null,
        attack,
        ownColumns = [],
        ownColors = {},
      } = (wasReloaded && recallComparison(tabStorage)) || {}
      rememberComparison(store, tabStorage)
      isComparisonOpen = true
      if (attack) store.setState({ attack })
      const { askedImage: asked } = store.getState()
      const isRecalled = image !== null && (asked === null || asked.id === null || asked.id === askedIdOf(image))
      const opened = isRecalled
        ? images.open(image.file, image.name, {
            ...image,
            label: asked?.label === undefined ? image.label : asked.label,
          })
        : asked === null
          ? images.openFirst()
          : images.showAsked()
      await trained.models.restored
      for (const id of ownColumns) session.chooseModel(id, ownColors[id])
      await opened
    },
    chooseGalleryImage: (image) => images.openFromGallery(image),
    openImage,
    cancelReading: () => waits.cancel(),
    async openPicture({ file, name }) {
      store.setState({ fileNotice: null, view: 'compare' })
      await openImage(file, name)
    },
    openFiles: (files, place) => openFiles(store, openers, files, place),
    refuseFiles: (message) => store.setState({ fileNotice: { kind: 'refused', message } }),
    dismissFileNotice: () => store.setState({ fileNotice: null, imageError: null }),
    chooseLabel: (label) => store.setState({ label }),
    setAttack: (change) => store.setState(({ attack }) => ({ attack: { ...attack, ...change } })),
    setAttackSettings: (change) => store.setState(({ attack }) => ({ attack: withSettings(attack, change) })),
    setDisplay: (change) => store.setState(({ display }) => ({ display: { ...display, ...change } })),
    ...createExportActions(store),
    dismissAskedImage: () => store.setState({ askedImage: null }),
    currentLink: () => address.currentLink(),
    readPageState: () => address.readPageState(),
    applyPageState,
    followAddress: () => address.begin(),
    ...createScreenActions(store),
    ...createPythonActions(store, session),
    ...zoo,
    ...createOfflineActions(store),
    ...opening,
    ...hubModels,
    ...evaluation,
    ...statistics,
    ...training,
    async compareTrainedModel() {
      const { compareTrained } = await fetchedCode(() => import('./training/compareTrained'))
      await compareTrained(store, { loaded: trained.loaded, images, zoo, training })
    },
    ...createKeptActions(runs, trained.models, list),
    ...createTimeTravelActions(store, session),
    ...createPlanActions({ runs }),
    ...createTourActions(store, lastingStorage),
    retryWhy: (id) => why.retry(id),
    ...geometry,
    runs,
    retryResults: (id) => comparison.retry(id),
  }
}
