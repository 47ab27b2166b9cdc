/** @file Puts the parts together: store, engine in its worker, actions, views. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createActions } from './app/actions'
import { Comparison } from './app/comparison'
import { EngineSession } from './app/engineSession'
import { readBackendFromUrl } from './app/urlSettings'
import { defaultModels } from './client/modelLocations'
import { gallery } from './pictures/gallery'
import { createAppStore } from './store/appStore'
import { App } from './views/App'
import { AppContext } from './views/appContext'
import './views/styles/index.css'

const createWorker = () => new Worker(new URL('./worker/engine.worker.ts', import.meta.url), { type: 'module' })

const store = createAppStore()
const session = new EngineSession(store, createWorker, defaultModels, readBackendFromUrl(location.search))
const comparison = new Comparison(store, () => session.client)
const actions = createActions(store, session, comparison)

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <AppContext value={{ store, actions }}>
      <App />
    </AppContext>
  </StrictMode>,
)

void session.start()
const first = gallery[13]
if (first) void actions.chooseGalleryPicture(first)
