/** @file What the page says of its own files in the browser. */

/** Weights, gallery and data sets: how much the browser keeps of them, in bytes. */
export interface KeptFiles {
  readonly bytes: number
  readonly totalBytes: number
}

export interface OfflineState {
  /** Whether the browser has all of the page's code, so that it opens without a network. */
  readonly isReady: boolean
  /** null where that is not known: there is no service worker, or it was not asked yet. */
  readonly files: KeptFiles | null
  readonly isKeeping: boolean
  /** Why files could not be kept; one sentence. */
  readonly error: string | null
  /** Whether a new version waits until the page is reloaded. */
  readonly hasUpdate: boolean
  /** Tabs with the version before, which keep the new one from taking over. */
  readonly otherTabs: number
}

export const NOT_OFFLINE: OfflineState = {
  isReady: false,
  files: null,
  isKeeping: false,
  error: null,
  hasUpdate: false,
  otherTabs: 0,
}
