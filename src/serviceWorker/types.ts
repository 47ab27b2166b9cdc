/** @file The part of a service worker's global scope that is used; TypeScript's own types exclude those of a page. */
import type { PrecacheEntry } from 'workbox-precaching'

interface ExtendableEventLike extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void
}

export interface MessageEventLike extends ExtendableEventLike {
  readonly data: unknown
  readonly ports: readonly MessagePort[]
}

export interface ServiceWorkerScope {
  readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[]
  readonly registration: { readonly scope: string }
  readonly clients: {
    readonly claim: () => Promise<void>
    readonly matchAll: (options: { type: 'window'; includeUncontrolled: true }) => Promise<readonly unknown[]>
  }
  readonly skipWaiting: () => Promise<void>
  readonly addEventListener: {
    (type: 'activate', listener: (event: ExtendableEventLike) => void): void
    (type: 'message', listener: (event: MessageEventLike) => void): void
  }
}

/** The page asks the version that waits to take over; the answer is the number of other tabs that keep it from it. */
export const TAKE_OVER = 'take-over'
