/**
 * @file Has the page work offline. The files of a version, page and workers, are stored together when it is installed,
 * and replaced together when no tab shows the version before; all other files are stored as they are used.
 */
import { addPlugins, cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'
import { activation } from './activation'
import { isolated } from './isolation'
import { CACHE_NAME, dropOthers, isListed, keptUnder, LIST_FILE, type ListedFile } from './keptFiles'
import { type ServiceWorkerScope, TAKE_OVER } from './types'

declare const self: ServiceWorkerScope
const { scope } = self.registration

addPlugins([{ handlerWillRespond: async ({ response }) => isolated(response) }])
// The state of the page is in the search part of its address.
precacheAndRoute([...self.__WB_MANIFEST], { ignoreURLParametersMatching: [/.*/] })
cleanupOutdatedCaches()

async function listedFiles(): Promise<readonly ListedFile[]> {
  const list = await matchPrecache(LIST_FILE)
  return list === undefined ? [] : ((await list.json()) as readonly ListedFile[])
}

const isKept = /^(assets\/.+\.(safetensors|json|jsonl)|images\/.+|data\/.+|licenses\.md)$/

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.href.startsWith(scope) && isKept.test(pathOf(url)),
  async ({ event, request, url }) => {
    const path = decodeURIComponent(pathOf(url))
    const file = (await listedFiles()).find((each) => each.path === path)
    if (file === undefined || request.headers.has('Range')) return fetch(request)
    const cache = await caches.open(CACHE_NAME)
    const key = keptUnder(file, scope)
    const kept = await cache.match(key)
    if (kept !== undefined) return kept
    const response = await fetch(request)
    // The page stores what it fetches so itself, to hear where the storage is full.
    if (response.status === 200 && request.cache !== 'force-cache') {
      const copies = [response.clone(), response.clone()] as const
      event.waitUntil(keepIfListed(cache, key, file, copies))
    }
    return response
  },
)

async function keepIfListed(cache: Cache, key: string, file: ListedFile, [one, other]: readonly [Response, Response]) {
  if (await isListed(one, file)) await cache.put(key, other).catch(() => {})
}

const pathOf = (url: URL): string => `${url.origin}${url.pathname}`.slice(scope.length)

async function activate(): Promise<void> {
  await dropOthers(await caches.open(CACHE_NAME), await listedFiles(), scope)
  await self.clients.claim()
}

self.addEventListener('activate', (event) => event.waitUntil(activation(activate())))

self.addEventListener('message', (event) => {
  if (event.data !== TAKE_OVER) return
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(async (tabs) => {
      const others = tabs.length - 1
      // A tab of the version before would load parts of this one.
      if (others <= 0) await self.skipWaiting()
      event.ports[0]?.postMessage(others)
    }),
  )
})
