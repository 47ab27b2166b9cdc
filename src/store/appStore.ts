/** @file The state of the whole page. Plain TypeScript; React only reads it. */
import { createStore } from 'zustand/vanilla'
import { initialAttack } from './attacks/attackForm'
import { initialExport } from './compare/exportForm'
import { forEachQuantity } from './compare/quantities'
import { initialEvaluation } from './evaluation/evaluationForm'
import { initialGeometry } from './geometry/geometry'
import { NO_HUB_MODEL } from './models/hubModel'
import { NOT_OFFLINE } from './offline/offline'
import { NOTHING_KEPT } from './runs/kept'
import { initialStatistics } from './statistics/statistics'
import { initialTimeTravel } from './timeTravel/travelState'
import { TOUR_OFF } from './tour/tour'
import { initialTraining } from './training/trainingForm'
import type { AppState, Computed, ModelResults } from './types'
import { FIRST_VIEW } from './viewChoice'

export const NOTHING_YET: Computed<never> = { value: null, progress: null, error: null }
export const NO_RESULTS: ModelResults = { quantities: forEachQuantity(() => NOTHING_YET), attack: NOTHING_YET }

export const initialState: AppState = {
  view: FIRST_VIEW,
  isPresenting: false,
  lightbox: null,
  engine: { status: 'starting' },
  models: [],
  zoo: [],
  manifests: {},
  trainingLogs: {},
  dialog: null,
  cardId: null,
  exportForm: initialExport,
  addressNotice: null,
  fileNotice: null,
  opening: null,
  hubModel: NO_HUB_MODEL,
  image: null,
  askedImage: null,
  imageError: null,
  imageLoading: false,
  fileReading: null,
  label: null,
  attack: initialAttack,
  display: { gradientOf: 'loss', gradientSign: 'signed', gradientChannel: 'rgb', gradientScale: 'own', maps: [] },
  foldedRows: [],
  edges: {},
  edgeErrors: {},
  results: {},
  evaluation: initialEvaluation,
  statistics: initialStatistics,
  training: initialTraining,
  kept: NOTHING_KEPT,
  timeTravel: initialTimeTravel,
  paperFigure: null,
  tour: TOUR_OFF,
  why: {},
  geometry: initialGeometry,
  offline: NOT_OFFLINE,
}

export type AppStore = ReturnType<typeof createAppStore>

export const createAppStore = () => createStore<AppState>(() => initialState)

/** Replaces part of one model's results. Has no effect if the model was removed meanwhile. */
export function updateResults(
  store: AppStore,
  modelId: string,
  update: (results: ModelResults) => Partial<ModelResults>,
): void {
  store.setState(({ models, results }) => {
    if (!models.some(({ id }) => id === modelId)) return {}
    const before = results[modelId] ?? NO_RESULTS
    return { results: { ...results, [modelId]: { ...before, ...update(before) } } }
  })
}
