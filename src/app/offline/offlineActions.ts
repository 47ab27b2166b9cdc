/** @file Has the page work offline: its code at once, what is used as it is used, and everything where a person asks. */
import type { ListedFile } from '../../serviceWorker/keptFiles'
import type { AppStore } from '../../store/appStore'
import type { OfflineState } from '../../store/offline/offline'
import type { AppState } from '../../store/types'
import { isolateOnce, watchTouch } from './isolateOnce'
import { countKept, type FileBrowser, keepFiles, listFiles } from './keepFiles'
import { ServiceWorkerLink } from './serviceWorkerLink'
import { usedPaths } from './usedPaths'

export interface OfflineActions {
  /** Registers the service worker, of a page that was built. Without effect where the browser has none. */
  readonly followServiceWorker: () => Promise<void>
  /** How much of weights, gallery and data sets the browser keeps. */
  readonly countKeptFiles: () => Promise<void>
  /** Has the browser keep all of them. */
  readonly keepAllFiles: () => Promise<void>
  /** Reloads the page with the version that waits. */
  readonly takeUpdate: () => Promise<void>
}

/** The page without what its address says: where its files lie. */
const baseOf = ({ origin, pathname }: Location): string => new URL('.', `${origin}${pathname}`).href

export function createOfflineActions(store: AppStore): OfflineActions {
  let link: ServiceWorkerLink | null = null
  let files: Promise<readonly ListedFile[]> | null = null

  const browser = (): FileBrowser => ({ base: baseOf(location), fetch: (...asked) => fetch(...asked), caches })
  const update = (change: Partial<OfflineState>) =>
    store.setState(({ offline }) => ({ offline: { ...offline, ...change } }))
  const listed = () => {
    files ??= listFiles(browser()).catch((error: unknown) => {
      files = null
      throw error
    })
    return files
  }

  /** Errors are told, and end nothing. */
  async function tell(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      update({ error: (error as Error).message })
    }
  }

  /** What was used before the service worker took over, and what a worker uses that began before it did. */
  async function keepUsed(): Promise<void> {
    const { base } = browser()
    const used = usedPaths(store.getState(), performance.getEntriesByType('resource'), base)
    await keepFiles(
      (await listed()).filter(({ path }) => used.has(path)),
      browser(),
    )
  }

  function followUse(): void {
    const readyIds = ({ models }: Pick<AppState, 'models'>) =>
      models.flatMap(({ id, status }) => (status === 'ready' ? [id] : [])).join()
    let turn = tell(keepUsed)
    store.subscribe((state, before) => {
      if (state.image === before.image && readyIds(state) === readyIds(before)) return
      turn = turn.then(() => tell(keepUsed))
    })
  }

  return {
    async followServiceWorker() {
      const container = globalThis.navigator?.serviceWorker
      if (container === undefined) return
      const isTouched = watchTouch(globalThis)
      link = new ServiceWorkerLink(container, {
        onControl: () => {
          isolateOnce({ crossOriginIsolated, sessionStorage, reload: () => location.reload() }, isTouched())
          update({ isReady: true })
          followUse()
        },
        onUpdate: () => update({ hasUpdate: true }),
      })
      await link.register(new URL('serviceWorker.js', baseOf(location)).href).catch((error: unknown) => {
        console.warn('The page does not work offline here:', error)
      })
    },
    countKeptFiles: () => tell(async () => update({ files: await countKept(await listed(), browser()) })),
    keepAllFiles: () =>
      tell(async () => {
        update({ isKeeping: true, error: null })
        try {
          await keepFiles(await listed(), browser(), (kept) => update({ files: kept }))
          // Asks the browser not to delete it where space is short.
          await navigator.storage?.persist?.()
          update({ files: await countKept(await listed(), browser()) })
        } finally {
          update({ isKeeping: false })
        }
      }),
    async takeUpdate() {
      const otherTabs = (await link?.takeOver()) ?? 0
      if (otherTabs > 0) update({ otherTabs })
      else location.reload()
    },
  }
}
