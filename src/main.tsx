/** @file Puts the parts together: store, engine in its worker, actions, views. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createActions } from './app/actions'
import { Comparison } from './app/compare/comparison'
import { EngineSession } from './app/engineSession'
import { keepUrl, readBackendFromUrl, readModelsFromUrl, readViewFromUrl } from './app/urlSettings'
import { defaultModelIds, zooModels } from './client/modelLocations'
import { ModelReader } from './client/modelReader'
import { createAppStore } from './store/appStore'
import { App } from './views/App'
import { AppContext } from './views/parts/appContext'
import { findView } from './views/registry'
import './views/styles/index.css'

const createWorker = () => new Worker(new URL('./worker/engine.worker.ts', import.meta.url), { type: 'module' })
const createReadingWorker = () => new Worker(new URL('./worker/reading.worker.ts', import.meta.url), { type: 'module' })

const store = createAppStore()
const fromUrl = readModelsFromUrl(
  location.search,
  zooModels.map(({ id }) => id),
)
const session = new EngineSession(store, createWorker, {
  zoo: zooModels,
  chosen: fromUrl.chosen.length > 0 ? fromUrl.chosen : defaultModelIds,
  backend: readBackendFromUrl(location.search),
})
const comparison = new Comparison(store, () => session.client)
const actions = createActions(store, session, comparison, new ModelReader(createReadingWorker))

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <AppContext value={{ store, actions }}>
      <App />
    </AppContext>
  </StrictMode>,
)

void session.start()
store.setState({ addressNotice: fromUrl.notice, view: findView(readViewFromUrl(location.search)).id })
if (fromUrl.card !== null) actions.openCard(fromUrl.card)
keepUrl(
  store,
  () => location.href,
  (href) => history.replaceState(null, '', href),
)
const [navigation] = performance.getEntriesByType('navigation')
void actions.openComparison((navigation as PerformanceNavigationTiming | undefined)?.type === 'reload')
