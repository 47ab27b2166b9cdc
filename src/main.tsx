/** @file Puts the parts together: store, engine in its worker, actions, views. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createActions } from './app/actions'
import { readBackend } from './app/address/addressTexts'
import { windowHistory } from './app/address/browserHistory'
import { Comparison } from './app/compare/comparison'
import { EngineSession } from './app/engineSession'
import { defaultModelIds, zooModels } from './client/modelLocations'
import { ModelReader } from './client/modelReader'
import { createAppStore } from './store/appStore'
import { App } from './views/App'
import { MATRIX_ROWS } from './views/compare/rows/registry'
import { DIALOGS } from './views/dialogs'
import { onceStylesSettled, STYLES_MISSING } from './views/pageStyles'
import { AppContext } from './views/parts/appContext'
import { VIEWS } from './views/registry'
import './views/styles/index.css'

const createWorker = () => new Worker(new URL('./worker/engine.worker.ts', import.meta.url), { type: 'module' })
const createReadingWorker = () => new Worker(new URL('./worker/reading.worker.ts', import.meta.url), { type: 'module' })

/** Before anything is written into the address. */
const isBare = location.search === '' && location.hash === ''
const store = createAppStore()
const session = new EngineSession(store, createWorker, {
  zoo: zooModels,
  chosen: defaultModelIds,
  backend: readBackend(location.href),
})
const comparison = new Comparison(store, () => session.client)
const address = {
  browser: windowHistory(window),
  known: {
    views: VIEWS.map(({ id }) => id),
    dialogs: DIALOGS.map(({ id }) => id),
    rows: MATRIX_ROWS.map(({ id }) => id),
    models: defaultModelIds,
  },
}
const reader = new ModelReader(createReadingWorker)
const actions = createActions(store, session, comparison, reader, undefined, undefined, undefined, address)

onceStylesSettled((areWhole) => {
  if (!areWhole) store.setState({ fileNotice: { kind: 'refused', message: STYLES_MISSING } })
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <AppContext value={{ store, actions }}>
        <App />
      </AppContext>
    </StrictMode>,
  )
})
void session.start()
if (import.meta.env.PROD) void actions.followServiceWorker()
actions.followAddress()
// Whoever follows a link has something to look at.
if (isBare) actions.offerTour()
const [navigation] = performance.getEntriesByType('navigation')
void actions.openComparison((navigation as PerformanceNavigationTiming | undefined)?.type === 'reload')
